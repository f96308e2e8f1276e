"""投递: one row for each message on each channel, sent at most once; what is unsure is said so."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.db import connection

from luoshi.breakdown.operations import urging
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.queries import calendar_here
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.models import Person
from luoshi.queue.leases import MOST_ATTEMPTS
from luoshi.shell import channels, digests, outbox, sending
from luoshi.shell.delivery import deliver
from luoshi.shell.models import Channel, Dispatch
from luoshi.shell.outside import Address
from luoshi.shell.sealing import Unreadable
from luoshi.shell.sending import GIVEN_UP, send_due
from luoshi.shell.terms import ChannelKind, Failure, Standing
from luoshi.trail.models import Entry
from tests.road import LEAD, a_matter, the
from tests.shell.fakes import mail_server, platform
from tests.shell.test_digest import BACK, HOLIDAY, ON_THE_DAY
from tests.world import MONDAY_NINE, TUESDAY_NINE, person_behind, someone_of, unit_named

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123"
MAIL = "liu@chengchuan.example"


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    """A city that has a mail server; whether it is reached is each test's own."""
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", 9
    settings.SMTP_FROM = "luoshi@chengchuan.example"


def administrator():
    return someone_of("市政府办公室", "系统管理员")


def an_address(by, address=MAIL, *, digest=True, urgings=True):
    """Let somebody be written to; the settings page does this."""
    return channels.set_email(
        person_behind(by), address, by=by, at=MONDAY_NINE, digest=digest, urgings=urgings
    )


def a_robot(unit=LEAD, kind=ChannelKind.WECOM):
    return channels.set_robot(unit_named(unit), kind, TOKEN, by=administrator(), at=MONDAY_NINE)


def stands():
    """Return how every dispatch stands, and why."""
    rows = Dispatch.objects.order_by("laid_at", "id")
    return [(one.standing, one.failure, one.attempts) for one in rows]


def mails(server):
    read = [message_from_bytes(one, policy=default) for one in server.mails]
    return [(str(one["To"]), one.get_content()) for one in read]


def test_nothing_is_laid_where_nobody_set_up_a_channel():
    a_matter(S.IN_PROGRESS)

    digests.lay(at=ON_THE_DAY)

    assert stands() == []


def test_a_digest_is_mailed_once_with_numbers_and_titles_and_no_more(settings):
    matter = a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)

    with mail_server(settings) as server:
        posts = [send_due(at=ON_THE_DAY + timedelta(minutes=on)) for on in (0, 1, 2)]

    [(to, said)] = mails(server)
    assert ([one.sent for one in posts], to, stands()) == ([1, 0, 0], MAIL, [("SENT", "", 1)])
    assert f"{matter.number} {matter.title}" in said
    assert matter.standard not in said and "每月报送进展" not in said


def test_a_group_is_told_how_many_and_no_title(settings):
    matter = a_matter(S.IN_PROGRESS)
    a_robot()
    digests.lay(at=ON_THE_DAY)

    with platform(settings) as told:
        send_due(at=ON_THE_DAY)

    [(_path, said)] = told.heard
    assert "住房和城乡建设局" in str(said) or LEAD in str(said)
    assert matter.title not in str(said) and matter.number not in str(said)


def test_an_urging_goes_out_at_once_without_its_reason(settings):
    matter = a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    a_robot()
    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason="请说明为何停工")
    deliver(at=TUESDAY_NINE)

    with mail_server(settings) as server, platform(settings) as told:
        assert send_due(at=TUESDAY_NINE).sent == 2

    assert matter.number in mails(server)[0][1] and matter.title in mails(server)[0][1]
    assert matter.number in str(told.heard) and matter.title not in str(told.heard)
    assert "停工" not in mails(server)[0][1] + str(told.heard)


def test_who_took_no_urgings_is_not_written_of_them():
    matter = a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD), urgings=False)
    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason="请说明")

    deliver(at=TUESDAY_NINE)

    assert stands() == []


def test_an_urging_at_night_waits_for_the_morning(settings):
    matter = a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    night = TUESDAY_NINE + timedelta(hours=13)
    urging.urge(matter, by=the("督查员"), at=night, reason="请说明")
    deliver(at=night)

    with mail_server(settings) as server:
        assert send_due(at=night).sent == 0
        assert send_due(at=TUESDAY_NINE + timedelta(days=1)).sent == 1
    assert len(server.mails) == 1


def test_what_waited_while_no_worker_ran_does_not_go_out_at_night(settings):
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)

    with mail_server(settings) as server:
        post = send_due(at=ON_THE_DAY + timedelta(hours=13))

    assert (post.sent, server.mails, stands()) == (0, [], [("WAITING", "", 0)])
    assert Dispatch.objects.get().try_at == BACK - timedelta(minutes=30)


def test_what_was_refused_is_tried_again_later_and_dies_after_the_last_attempt(settings):
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    at = ON_THE_DAY

    with mail_server(settings) as server:
        server.answers = {"RCPT": "550 no such user"}
        for _attempt in range(MOST_ATTEMPTS):
            send_due(at=at)
            one = Dispatch.objects.get()
            assert send_due(at=at).put_back == 0
            at = max(one.try_at, at)

    assert (stands(), one.answered) == ([("DEAD", Failure.REFUSED, MOST_ATTEMPTS)], 550)


@pytest.mark.parametrize("answer", ["hang up", (200, b"<html>"), (502, b"")])
def test_what_may_have_gone_out_is_not_sent_again_by_itself(answer, settings):
    a_matter(S.IN_PROGRESS)
    a_robot()
    digests.lay(at=ON_THE_DAY)

    with platform(settings) as told:
        told.answer = answer
        send_due(at=ON_THE_DAY)
        for on in range(1, 4):
            send_due(at=BACK + timedelta(days=on))

    assert len(told.heard) == 1
    assert stands()[0][0] == Standing.UNSURE


def test_what_was_broken_off_between_call_and_mark_is_laid_before_a_person(settings):
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    Dispatch.objects.update(standing=Standing.SENDING, sending_at=ON_THE_DAY, attempts=1)

    with mail_server(settings) as server:
        send_due(at=ON_THE_DAY + GIVEN_UP)
        before = stands()
        send_due(at=ON_THE_DAY + GIVEN_UP + timedelta(minutes=1))

    assert before == [("SENDING", "", 1)]
    assert (stands(), server.mails) == ([("UNSURE", Failure.BROKEN_OFF, 1)], [])


def test_an_administrator_sends_a_dead_letter_again_or_throws_it_away(settings):
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    Dispatch.objects.update(standing=Standing.UNSURE, failure=Failure.SILENCE, attempts=1)
    one = Dispatch.objects.select_related("channel__person", "channel__unit").get()

    channels.send_again(one, by=administrator(), at=ON_THE_DAY)
    with mail_server(settings) as server:
        send_due(at=ON_THE_DAY)

    assert (len(server.mails), stands()) == (1, [("SENT", "", 1)])
    with pytest.raises(NotFromHere, match="这条不在未发出之列"):
        channels.drop(one, by=administrator(), at=ON_THE_DAY)
    assert Entry.objects.filter(deed="dispatch.again").count() == 1


def test_nobody_but_the_system_administrator_touches_a_dead_letter():
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    Dispatch.objects.update(standing=Standing.DEAD, failure=Failure.REFUSED)
    one = Dispatch.objects.select_related("channel__person", "channel__unit").get()

    for by in (the("主任"), the("联络员", LEAD), someone_of("市政府办公室", "审计管理员")):
        with pytest.raises(NotYours):
            channels.send_again(one, by=by, at=ON_THE_DAY)
        with pytest.raises(NotYours):
            channels.drop(one, by=by, at=ON_THE_DAY)


def test_what_its_reader_sees_no_more_is_not_sent(settings):
    matter = a_matter(S.IN_PROGRESS)
    liaison = the("联络员", LEAD)
    an_address(liaison)
    urging.urge(matter, by=the("督查员"), at=TUESDAY_NINE, reason="请说明")
    deliver(at=TUESDAY_NINE)
    matter.parts.update(given_up_at=TUESDAY_NINE)

    with mail_server(settings) as server:
        send_due(at=TUESDAY_NINE)

    assert (server.mails, stands()) == ([], [("DROPPED", Failure.NOTHING, 0)])


def test_an_address_is_kept_sealed_and_stands_on_no_trail():
    liaison = the("联络员", LEAD)
    an_address(liaison)
    a_robot()

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM shell_channel")
        kept = str(cursor.fetchall())
    said = str([(one.words, one.about_title) for one in Entry.objects.filter(deed="channel.set")])
    assert MAIL not in kept + said and TOKEN not in kept + said
    held = Channel.objects.get(kind=ChannelKind.EMAIL)
    assert channels.address_of(held) == Address(ChannelKind.EMAIL, MAIL)


def test_an_address_sealed_under_another_secret_is_asked_for_anew(settings):
    a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    settings.SECRET_KEY = "another" * 10

    with mail_server(settings) as server:
        send_due(at=ON_THE_DAY)

    assert (server.mails, stands()) == ([], [("DEAD", Failure.NO_ADDRESS, 0)])
    with pytest.raises(Unreadable):
        channels.address_of(Channel.objects.get())


def test_a_channel_taken_away_loses_its_address_and_what_waited_is_not_sent(settings):
    a_matter(S.IN_PROGRESS)
    liaison = the("联络员", LEAD)
    channel = an_address(liaison)
    digests.lay(at=ON_THE_DAY)

    channels.close(channel, by=liaison, at=ON_THE_DAY)
    with mail_server(settings) as server:
        send_due(at=ON_THE_DAY)

    assert (server.mails, stands()[0][0]) == ([], Standing.DROPPED)
    assert Channel.objects.get().sealed == ""


@pytest.mark.parametrize(
    ("kind", "address", "secret"),
    [
        (ChannelKind.WECOM, "https://evil.example/cgi-bin/webhook/send?key=" + TOKEN, ""),
        (ChannelKind.DINGTALK, "http://127.0.0.1/" + TOKEN, ""),
        (ChannelKind.FEISHU, "short", ""),
        (ChannelKind.WECOM, TOKEN, "SEC0123456789abcdef"),
        (ChannelKind.EMAIL, MAIL, ""),
    ],
)
def test_a_robot_is_at_its_platform_and_nowhere_else(kind, address, secret):
    with pytest.raises(Unmet):
        channels.set_robot(
            unit_named(LEAD), kind, address, secret=secret, by=administrator(), at=MONDAY_NINE
        )


def test_nobody_sets_anothers_address_nor_a_robot_without_being_administrator():
    other = Person.objects.get(pk=the("局长", LEAD).person_id)
    with pytest.raises(NotYours, match="电子邮件只能由本人设置"):
        channels.set_email(
            other, MAIL, by=the("联络员", LEAD), at=MONDAY_NINE, digest=True, urgings=True
        )
    with pytest.raises(NotYours, match="设置群机器人须由系统管理员办理"):
        channels.set_robot(
            unit_named(LEAD), ChannelKind.WECOM, TOKEN, by=the("主任"), at=MONDAY_NINE
        )


def test_on_a_holiday_a_group_hears_nothing():
    a_matter(S.IN_PROGRESS)
    a_robot()

    digests.lay(at=HOLIDAY)

    assert stands() == []


def test_without_a_mail_server_nothing_is_laid_for_mail_and_robots_are_told_all_the_same(settings):
    settings.SMTP_HOST = ""
    matter = a_matter(S.IN_PROGRESS)
    an_address(the("联络员", LEAD))
    a_robot()

    digests.lay(at=ON_THE_DAY)
    urging.urge(matter, by=the("督查员"), at=ON_THE_DAY, reason="请抓紧")
    deliver(at=ON_THE_DAY)

    assert {one.channel.kind for one in Dispatch.objects.all()} == {ChannelKind.WECOM}


def test_a_mail_server_out_of_reach_holds_up_no_robot(settings, monkeypatch):
    a_matter(S.IN_PROGRESS)
    monkeypatch.setattr(sending, "BATCH", 1)
    an_address(the("联络员", LEAD))
    digests.lay(at=ON_THE_DAY)
    a_robot()
    Dispatch.objects.update(urgent=True)
    outbox.lay_digests([], [], calendar=calendar_here(), at=ON_THE_DAY)

    with platform(settings) as told:
        send_due(at=ON_THE_DAY)

    assert len(told.heard) == 1
    assert sorted(row[0] for row in stands()) == [Standing.SENT, Standing.WAITING]
