"""渠道: what leaves the house through each way, and an honest word on what came of it."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest

from luoshi.shell import outside
from luoshi.shell.outside import Address, Outcome, send
from luoshi.shell.terms import ChannelKind, Failure
from tests.shell.fakes import mail_server, platform

TOKEN = "0123456789abcdef0123"
ROBOTS = [ChannelKind.DINGTALK, ChannelKind.WECOM, ChannelKind.FEISHU]
WORDS = {"title": "【落实】每日提醒", "body": "市住建局：已逾期3项。"}
MAIL = Address(ChannelKind.EMAIL, "liu@chengchuan.example")
SENT = Outcome(sent=True)


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_is_told_once_in_the_words_given(kind, settings):
    with platform(settings) as told:
        assert send(Address(kind, TOKEN), **WORDS) == SENT

    [(path, said)] = told.heard
    assert TOKEN in path
    assert WORDS["body"] in str(said)


@pytest.mark.one_engine
def test_dingtalk_is_signed_where_a_secret_was_given(settings):
    with platform(settings) as told:
        assert send(Address(ChannelKind.DINGTALK, TOKEN, "SEC0123456789abcdef"), **WORDS) == SENT

    assert "sign=" in told.heard[0][0] and "timestamp=" in told.heard[0][0]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("answer", "sure", "failure", "number"),
    [
        ((200, b'{"errcode": 310000, "errmsg": "token is not exist"}'), True, "REFUSED", 310000),
        ((200, b'{"code": 9499, "msg": "Bad Request"}'), True, "REFUSED", 9499),
        ((400, b"bad"), True, "REFUSED", 400),
        ((302, b""), True, "REFUSED", 302),
        ((429, b""), True, "REFUSED", 429),
        ((503, b""), True, "REFUSED", 503),
        ((500, b"oops"), False, "REFUSED", 500),
        ((504, b""), False, "REFUSED", 504),
        ((200, b"<html>login first</html>"), False, "NONSENSE", 200),
        ((200, b"[]"), False, "NONSENSE", 200),
        ((200, b'{"errcode": "zero"}'), False, "NONSENSE", 200),
        ("hang up", False, "SILENCE", None),
    ],
)
@pytest.mark.parametrize("kind", ROBOTS)
def test_what_a_platform_answers_is_taken_for_what_it_says(
    kind, answer, sure, failure, number, settings
):
    with platform(settings) as told:
        told.answer = answer

        outcome = send(Address(kind, TOKEN), **WORDS)

    assert outcome == Outcome(sent=False, sure=sure, failure=Failure(failure), answered=number)
    assert len(told.heard) == 1


@pytest.mark.one_engine
def test_a_platform_that_never_answers_leaves_it_unsure(settings, monkeypatch):
    monkeypatch.setattr(outside, "ANSWER_SECONDS", 0.5)
    with platform(settings) as told:
        told.answer = None

        outcome = send(Address(ChannelKind.WECOM, TOKEN), **WORDS)

    assert outcome == Outcome(sent=False, sure=False, failure=Failure.SILENCE)


@pytest.mark.one_engine
def test_what_cannot_be_reached_was_certainly_not_told(settings):
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    settings.ROBOTS = {ChannelKind.FEISHU: f"http://127.0.0.1:{port}/hook/{{token}}"}
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", port
    unreached = Outcome(sent=False, failure=Failure.UNREACHED)

    assert outside.knock(ChannelKind.FEISHU) == unreached
    assert outside.knock(ChannelKind.EMAIL) == unreached
    assert send(Address(ChannelKind.FEISHU, TOKEN), **WORDS) == unreached


@pytest.mark.one_engine
def test_a_mail_arrives_with_its_subject_and_goes_to_nobody_else(settings):
    with mail_server(settings) as server:
        assert send(MAIL, **WORDS) == SENT

    [mail] = [message_from_bytes(one, policy=default) for one in server.mails]
    assert mail.get_content().strip() == WORDS["body"]
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == ("liu@chengchuan.example", None, None)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("answers", "sure", "failure", "number"),
    [
        ({"RCPT": "550 no such user"}, True, "REFUSED", 550),
        ({"MAIL": "451 later"}, True, "REFUSED", 451),
        ({"END": "554 spam"}, True, "REFUSED", 554),
        ({"EHLO": "hang up"}, True, "UNREACHED", None),
        ({"END": "hang up"}, False, "SILENCE", None),
        ({"DATA": "hang up"}, False, "SILENCE", None),
    ],
)
def test_what_a_mail_server_answers_is_taken_for_what_it_says(
    answers, sure, failure, number, settings
):
    with mail_server(settings) as server:
        server.answers = answers

        outcome = send(MAIL, **WORDS)

    assert outcome == Outcome(sent=False, sure=sure, failure=Failure(failure), answered=number)


@pytest.mark.one_engine
def test_without_a_mail_server_nothing_is_mailed(settings):
    settings.SMTP_HOST = ""

    assert not outside.set_up(ChannelKind.EMAIL)
