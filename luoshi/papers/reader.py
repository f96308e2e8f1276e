"""The process that reads what comes from outside, one file in one child, and holds nothing else.

It stands ready with the parsers loaded and never opens a file itself: for each one it forks a
child that has no room to spare, no way to open a file or a connection, and a day of reckoning.
A child that is overdue is killed; the house only ever waits for its answer.
"""

import codecs
import contextlib
import ctypes
import importlib
import io
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from typing import Any

from luoshi.papers import kinds, telling
from luoshi.papers.cells import Column
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import read_book, read_rows
from luoshi.papers.text import paper_of, text_of

# Beyond what the process has at its start; a sheet of 20,000 rows in 12 columns takes 70 MB.
MOST_MEMORY = 192 * 1024 * 1024
MOST_SECONDS = 20
MOST_ANSWER = 32 * 1024 * 1024
# Recognising a page: the networks are loaded before the limit is set and take 110 MB besides.
SEEING_MEMORY = 224 * 1024 * 1024
SEEING_SECONDS = 60
# What the house says when it hands over a file: to be read, or a page of it to be recognised.
READ, SEE = b"r", b"s"
HEAD = struct.Struct("!II")
_CHUNK = 1 << 20
_ENCODINGS = (
    "cp437",
    "cp950",
    "big5",
    "gb18030",
    "gb2312",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
)


def _text(said: dict[str, Any], content: bytes) -> Any:
    return telling.paper_told(text_of(content, said["name"]))


def _kind(said: dict[str, Any], content: bytes) -> Any:
    return kinds.agreed(kinds.kind_of(content), said["name"])


def _rows(said: dict[str, Any], content: bytes) -> Any:
    columns = [telling.column_heard(one) for one in said["columns"]]
    return telling.sheet_told(read_rows(content, columns, sheet=said["sheet"]))


def _book(said: dict[str, Any], content: bytes) -> Any:
    tables = {
        name: [telling.column_heard(one) for one in columns]
        for name, columns in said["tables"].items()
    }
    return telling.book_told(read_book(content, tables))


def _laid(said: dict[str, Any], content: bytes) -> Any:
    leaves = [telling.leaf_heard(one) for one in json.loads(content)]
    return telling.paper_told(paper_of(leaves, kind=said["kind"], name=said["name"]))


_ASKED: dict[str, Callable[[dict[str, Any], bytes], Any]] = {
    "text": _text,
    "kind": _kind,
    "rows": _rows,
    "book": _book,
    "laid": _laid,
}


def serve(control: socket.socket) -> None:
    """Fork a child for every connection that is handed over, until the house hangs up."""
    children: dict[int, float] = {}
    while True:
        ready, _, _ = select.select([control], [], [], 0.5 if children else None)
        _reap(children)
        if not ready:
            continue
        word, handed, _, _ = socket.recv_fds(control, 1, 1)
        if not word:
            break
        for one in handed:
            if (child := os.fork()) == 0:
                _read_one(control, one, word)
            os.close(one)
            seconds = SEEING_SECONDS if word == SEE else MOST_SECONDS
            children[child] = time.monotonic() + seconds + 1
    for child in children:
        os.kill(child, signal.SIGKILL)


def _reap(children: dict[int, float]) -> None:
    for child, overdue in list(children.items()):
        # Nobody else waits for the child: until it is reaped here its number is its own.
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[child]
        elif time.monotonic() > overdue:
            os.kill(child, signal.SIGKILL)


def confine(memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> None:
    """Take from this process what reading needs none of; there is no way back.

    :param memory: bytes it may still take
    :param seconds: of work it may still do

    Without a further descriptor nothing can be opened: no file an entity names, no connection.
    """
    with open("/proc/self/statm", "rb") as sizes:
        pages = int(sizes.read().split()[0])
    room = pages * resource.getpagesize() + memory
    for limit, most in (
        (resource.RLIMIT_AS, room),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _read_one(control: socket.socket, handed: int, word: bytes) -> None:
    try:
        control.close()
        with socket.socket(fileno=handed) as connection:
            connection.setblocking(True)
            if word == SEE:
                _open_eyes()
                confine(SEEING_MEMORY, SEEING_SECONDS)
            else:
                confine()
            connection.sendall(_answer(connection))
    finally:
        # Not sys.exit: nothing of the parent's is to be tidied up here.
        os._exit(0)


def _open_eyes() -> None:
    """Load the networks into this child alone; its parent stays as small as it is."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # One arena, and large pieces given back at once: a third less at the highest.
    libc = ctypes.CDLL(None)
    for setting, value in ((-8, 1), (-3, 4 << 20)):
        libc.mallopt(setting, value)
    _ASKED["page"] = importlib.import_module("luoshi.papers.seeing").opened()


def _answer(connection: socket.socket) -> bytes:
    try:
        said = _asked(connection)
    except MemoryError:
        said = {"refused": ["too_heavy", {}]}
    return said if isinstance(said, bytes) else json.dumps(said).encode()


def _asked(connection: socket.socket) -> bytes | dict[str, Any]:
    head, length = HEAD.unpack(received(connection, HEAD.size))
    said = json.loads(received(connection, head))
    try:
        told = _ASKED[said["asked"]](said, received(connection, length))
    except Unreadable as unreadable:
        return {"refused": telling.words_told(unreadable.words)}
    except RecursionError:
        return {"refused": ["too_heavy", {}]}
    whole = json.dumps({"told": told}, ensure_ascii=False).encode("utf-8", "replace")
    return whole if len(whole) <= MOST_ANSWER else {"refused": ["too_heavy", {}]}


def received(connection: socket.socket, length: int) -> bytes:
    """Return so many bytes of a connection, or as many as came before it ended."""
    parts: list[bytes] = []
    while length:
        part = connection.recv(min(length, _CHUNK))
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _warm_up() -> None:
    """Load what is loaded late: a confined child can open nothing, not even a module."""
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    for content in (b"<p>1</p>", b"%PDF-1.4 %%EOF", "字".encode("gb18030"), packed.getvalue()):
        for read in (text_of, lambda one, _name: read_rows(one, [Column("a", "a")])):
            with contextlib.suppress(Unreadable):
                read(content, "")


def main(descriptor: int) -> None:
    """Serve on a socket that was inherited."""
    # A library that panics says so on its standard error, with words of the file.
    quiet = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(quiet, standard)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(5_000)
    _warm_up()
    with socket.socket(fileno=descriptor) as control:
        serve(control)
