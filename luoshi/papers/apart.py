"""The one door for files from outside: each is read apart, in a process that may be killed.

The same functions as in `papers.text` and `papers.sheets`, with the same answers. A file that
fills the memory, never ends or brings its parser down ends its own process; the house says so in
one sentence and goes on. Only commands typed on the server itself read without this door.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import luoshi
from luoshi.papers import kinds, office, telling, text
from luoshi.papers.cells import Column
from luoshi.papers.layout import Leaf
from luoshi.papers.reader import HEAD, MOST_ANSWER, MOST_SECONDS, READ, SEE, SEEING_SECONDS
from luoshi.papers.refusals import SENTENCES, Unreadable, remark
from luoshi.papers.sheets import Book, Sheet
from luoshi.papers.text import Paper

# So many files at once for one process of the house; who comes on top waits a little, then later.
AT_ONCE = 2
PATIENCE = 5
_ROOT = str(Path(luoshi.__file__).resolve().parent.parent)
_START = (
    f"import sys; sys.path[:0] = [one for one in [{_ROOT!r}] if one not in sys.path]; "
    "from luoshi.papers import reader; reader.main(int(sys.argv[1]))"
)
# LibreOffice takes a whole core and hundreds of megabytes while it runs.
_one_office = threading.Lock()
Heard = TypeVar("Heard")


def text_of(content: bytes, name: str) -> Paper:
    """Read a document as text, as `papers.text.text_of`; an old Word file through LibreOffice.

    :raises Unreadable: with a sentence for the sender, also where reading had to be stopped
    """
    try:
        return _asked("text", content, telling.paper_heard, name=name)
    except Unreadable as unreadable:
        if unreadable.code != "old_word":
            raise
    if not _one_office.acquire(timeout=PATIENCE):
        raise Unreadable("busy")
    try:
        renewed = office.docx_of(content)
    finally:
        _one_office.release()
    paper = _asked("text", renewed, telling.paper_heard, name=f"{name}.docx")
    return replace(paper, kind=kinds.DOC, name=text.base(name), remarks=(remark("renewed"),))


def can_recognise() -> bool:
    """Tell whether this machine recognises words in pictures: the extra `ocr` is installed."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def page_of(content: bytes, number: int) -> Leaf:
    """Read one page of a scan or photograph, recognising its words if it has none.

    It takes seconds; one page at a time is read for each process of the house.

    :param number: counted from 1
    :raises Unreadable: if the page cannot be read, or somebody else's is being read
    """
    return _asked("page", content, telling.leaf_heard, number=number)


def put_together(leaves: Sequence[Leaf], *, kind: str, name: str) -> Paper:
    """Return the paper that recognised pages make up.

    :raises Unreadable: if there are no words on them
    """
    told = json.dumps([telling.leaf_told(leaf) for leaf in leaves]).encode()
    return _asked("laid", told, telling.paper_heard, kind=kind, name=name)


def kind_of(content: bytes, name: str) -> str:
    """Look at a file that is only kept, as evidence: what it is, told from its bytes.

    :raises Unreadable: if it is empty, too big, encrypted, broken, a program, carries macros,
        unpacks to too much, or is not what its name says
    """
    return _asked("kind", content, str, name=name)


def read_rows(content: bytes, columns: Sequence[Column], *, sheet: str = "") -> Sheet:
    """Read one sheet of a workbook, as `papers.sheets.read_rows`.

    :raises Unreadable: if the file is no sound workbook, or reading had to be stopped
    """
    told = [telling.column_told(column) for column in columns]
    return _asked("rows", content, telling.sheet_heard, columns=told, sheet=sheet)


def read_book(content: bytes, tables: Mapping[str, Sequence[Column]]) -> Book:
    """Read several sheets by name, as `papers.sheets.read_book`.

    :raises Unreadable: if the file is no sound workbook, or reading had to be stopped
    """
    told = {
        name: [telling.column_told(column) for column in columns]
        for name, columns in tables.items()
    }
    return _asked("book", content, telling.book_heard, tables=told)


class Reader:
    """The reading process of this process, started when first needed and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._eyes = threading.BoundedSemaphore(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def ask(self, asked: bytes, content: bytes, word: bytes = READ) -> bytes:
        """Return the answer of a child that has read the content.

        :param word: to read, or to recognise, which waits in a line of its own
        :raises Unreadable: if nobody is free, or the child was too slow or went down
        """
        places = self._eyes if word == SEE else self._places
        if not places.acquire(timeout=PATIENCE):
            raise Unreadable("busy")
        try:
            return self._answer(asked, content, word)
        finally:
            places.release()

    def close(self) -> None:
        """Hang up; the process ends itself, and its children."""
        with self._lock:
            self._hang_up()

    def _answer(self, asked: bytes, content: bytes, word: bytes) -> bytes:
        seconds = SEEING_SECONDS if word == SEE else MOST_SECONDS
        until = monotonic() + seconds
        with self._connected(word) as connection:
            try:
                for part in (HEAD.pack(len(asked), len(content)), asked, content):
                    connection.settimeout(max(until - monotonic(), 0.01))
                    connection.sendall(part)
                return _all_of(connection, until)
            except TimeoutError:
                raise Unreadable("too_slow", seconds=seconds) from None
            except OSError:
                return b""

    def _connected(self, word: bytes) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                self._hand_over(theirs, word)
            except OSError:
                # It may have been ended from outside, by a machine short of memory for example.
                self._hang_up()
                self._hand_over(theirs, word)
        return ours

    def _hand_over(self, theirs: socket.socket, word: bytes) -> None:
        if self._control is None:
            self._start()
        assert self._control is not None
        socket.send_fds(self._control, [word], [theirs.fileno()])

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            # Isolated, and without our environment: neither keys nor the way to the database.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                cwd="/",
            )

    def _hang_up(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=2)
        self._control = self._process = None


def _all_of(connection: socket.socket, until: float) -> bytes:
    parts: list[bytes] = []
    length = 0
    while length <= MOST_ANSWER:
        connection.settimeout(max(until - monotonic(), 0.01))
        part = connection.recv(1 << 20)
        if not part:
            break
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def _asked(asked: str, content: bytes, hear: Callable[[Any], Heard], **said: Any) -> Heard:
    kinds.weighed(content)
    word = SEE if asked == "page" else READ
    answer = READER.ask(json.dumps(said | {"asked": asked}).encode(), content, word)
    try:
        heard = json.loads(answer)
        if "told" in heard:
            return hear(heard["told"])
        words = telling.words_heard(heard["refused"], SENTENCES)
        refused = Unreadable(words.code, **words.params)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
        # No answer, half of one, or one that our own child would not give.
        raise Unreadable("stopped") from None
    raise refused


def _begin_anew() -> None:
    global READER
    READER = Reader()


READER = Reader()
atexit.register(lambda: READER.close())
# A copy of this process shares the sockets; it must not share the conversation.
os.register_at_fork(after_in_child=_begin_anew)
