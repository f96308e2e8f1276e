"""大模型: what it offers is found in the text or dropped; silence and nonsense add nothing."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from luoshi.reading import read
from luoshi.reading.advice import Advised, NoAdvice, with_advice
from luoshi.reading.terms import Band, Flag, Standing
from luoshi.site import cli
from luoshi.site.language_model import Model
from tests.reading import papers
from tests.reading.test_offsets import says_what_stands_there

TEXT = "市水务局、市财政局认领的那一段河道，清淤的事不能再等，国庆节前见到水面。\n"


class Endpoint:
    """A model on this machine that answers what it is told to answer."""

    def __init__(self):
        self.says, self.status, self.waits, self.asked = b"", 200, 0.0, []
        self.moved = ""
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                endpoint.asked.append(json.loads(self.rfile.read(length)))
                time.sleep(endpoint.waits)
                self.send_response(endpoint.status)
                if endpoint.moved:
                    self.send_header("Location", endpoint.moved)
                self.end_headers()
                self.wfile.write(endpoint.says)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Who was given up does not take the answer: that is what some of these tests are about.
        self.server.handle_error = lambda *_args: None
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answers(self, said):
        self.says = json.dumps({"choices": [{"message": {"content": said}}]}).encode()


@pytest.fixture
def endpoint():
    standing = Endpoint()
    yield standing
    standing.server.shutdown()
    standing.server.server_close()


def tasks(*listed):
    return json.dumps({"tasks": list(listed)}, ensure_ascii=False)


def test_without_an_address_nobody_is_asked():
    assert Model.of({}) is None
    assert Model.of({"LUOSHI_MODEL_URL": "file:///etc/passwd"}) is None


def test_what_the_model_offers_is_added_at_its_place_and_flagged(endpoint):
    offer = {
        "text": "清淤的事不能再等，国庆节前见到水面",
        "lead": ["市水务局", "市气象局"],
        "assist": ["市财政局"],
        "deadline": "国庆节前",
    }
    endpoint.answers("好的：\n```json\n" + tasks(offer) + "\n```")

    before = read(TEXT, anchor="2025-03-12")
    offered = Model(endpoint.url).advice(TEXT)
    after = with_advice(TEXT, before, offered, anchor="2025-03-12")

    assert before.tasks == ()
    (task,) = after.tasks
    assert task.text == "清淤的事不能再等，国庆节前见到水面"
    assert [one.name for one in task.lead] == ["市水务局"]
    assert [one.name for one in task.assist] == ["市财政局"]
    assert task.deadline.resolved == "2025-09-30"
    assert (task.band, task.flags) == (Band.LOW, frozenset({Flag.FROM_MODEL}))
    assert [one.standing for one in after.answers] == [Standing.TASK]
    assert says_what_stands_there(after, TEXT)


def test_words_that_do_not_stand_in_the_text_are_dropped():
    offered = [Advised("市水务局要在国庆前清完"), Advised(""), Advised("河"), Advised("清" * 900)]
    reading = read(TEXT, anchor="2025")

    assert with_advice(TEXT, reading, offered) == reading


def test_what_the_reader_proposes_already_is_not_proposed_twice():
    reading = read(papers.PLAN, anchor="2025-03-12")
    offered = [Advised("全面排查县级以上河道淤积情况")]

    assert with_advice(papers.PLAN, reading, offered) == reading


@pytest.mark.parametrize(
    "says",
    [
        b"", b"not json", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": "nothing here"}}]}',
        b'{"choices": [{"message": {"content": "{\\"tasks\\": 3}"}}]}',
        b"\xff\xfe\x00", b"[" * 100_000, b" " * 1_200_000,
    ],
)  # fmt: skip
def test_nonsense_is_no_advice(endpoint, says):
    endpoint.says = says

    with pytest.raises(NoAdvice):
        Model(endpoint.url).advice(TEXT)


def test_fields_of_the_wrong_kind_are_read_as_empty(endpoint):
    endpoint.answers(tasks({"text": 5, "lead": {"a": 1}, "deadline": []}, "words", None))

    assert Model(endpoint.url).advice(TEXT) == [Advised("")]


def test_an_error_and_a_redirect_are_no_advice(endpoint):
    endpoint.status, endpoint.moved = 302, "http://127.0.0.1:1/elsewhere"
    with pytest.raises(NoAdvice):
        Model(endpoint.url).advice(TEXT)
    endpoint.status = 500
    with pytest.raises(NoAdvice):
        Model(endpoint.url).advice(TEXT)


def test_a_model_that_does_not_answer_in_time_is_given_up(endpoint):
    endpoint.waits = 3.0
    began = time.monotonic()

    with pytest.raises(NoAdvice):
        Model(endpoint.url, seconds=1.0).advice(TEXT)

    assert time.monotonic() - began < 2.9


def test_a_model_nobody_serves_is_no_advice():
    with pytest.raises(NoAdvice):
        Model("http://127.0.0.1:1/v1", seconds=2).advice(TEXT)


def test_a_long_paper_is_asked_about_piece_by_piece(endpoint):
    endpoint.answers(tasks())

    Model(endpoint.url, name="local").advice("市水务局要清淤。\n" * 1500)

    assert len(endpoint.asked) == 4
    assert {one["model"] for one in endpoint.asked} == {"local"}


def test_the_command_asks_only_when_told_to(endpoint, tmp_path, capsys, monkeypatch):
    paper = tmp_path / "a.txt"
    paper.write_text(TEXT, encoding="utf-8")
    endpoint.answers(tasks({"text": "国庆节前见到水面"}))
    monkeypatch.setenv("LUOSHI_MODEL_URL", endpoint.url)

    assert cli.main(["read", str(paper), "--date", "2025", "--json"]) == 0
    assert (endpoint.asked, json.loads(capsys.readouterr().out)["tasks"]) == ([], [])

    assert cli.main(["read", str(paper), "--date", "2025", "--json", "--model"]) == 0
    (task,) = json.loads(capsys.readouterr().out)["tasks"]
    assert (task["text"], task["flags"]) == ("国庆节前见到水面", ["FROM_MODEL", "NO_LEAD"])


def test_without_an_address_the_command_says_so(tmp_path, capsys, monkeypatch):
    paper = tmp_path / "a.txt"
    paper.write_text(TEXT, encoding="utf-8")
    monkeypatch.delenv("LUOSHI_MODEL_URL", raising=False)

    assert cli.main(["read", str(paper), "--date", "2025", "--json", "--model"]) == 0
    assert capsys.readouterr().err == "没有设置LUOSHI_MODEL_URL，未请大模型。\n"
