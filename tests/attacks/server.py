"""A real server in a process of its own, a browser that is not careful, and the memory it takes."""

import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from socket import create_connection, socket
from uuid import uuid4

from django.test.client import MULTIPART_CONTENT, encode_multipart

from tests.site.office import ROOT, Office

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WRONG = re.compile(r'class="err"[^>]*>.*?<span>(.*?)</span>', re.DOTALL)
MEGABYTE = 1024 * 1024


def a_free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """`luoshi serve` of an office, with one process that answers and nothing beside it."""

    def __init__(self, office: Office) -> None:
        self.port = a_free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "luoshi.site.cli", "serve", "--port", str(self.port),
             "--workers", "1", "--no-work"],
            cwd=ROOT, env=office.environment(office.variables), stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(300):
            with suppress(OSError), create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise AssertionError("the server does not open")

    def close(self) -> None:
        """End it as an operator would."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def family(self) -> list[int]:
        """Return the process ids of the server and of all it started."""
        parents = {}
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                pid, rest = place.read_text().split(" ", 1)
                parents[int(pid)] = int(rest.rpartition(")")[2].split()[1])
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found


class Gauge:
    """Measures how far the memory of a server and of its children rises while something is done.

    :ivar rise: bytes; of each process the highest it reached, less what stood there before
    """

    def __init__(self, server: Server) -> None:
        self.server, self.rise = server, 0
        self._before: dict[int, int] = {}
        self._peaks: dict[int, int] = {}
        self._over = threading.Event()

    def __enter__(self) -> "Gauge":
        for pid in self.server.family():
            # 5 forgets the highest mark there was so far.
            # A child may have ended since it was counted.
            with suppress(FileNotFoundError, ProcessLookupError):
                Path(f"/proc/{pid}/clear_refs").write_text("5")
                self._before[pid] = _held(pid, "VmRSS")
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()
        self._note()
        self.rise = sum(
            max(0, peak - self._before.get(pid, 0)) for pid, peak in self._peaks.items()
        )

    def _look(self) -> None:
        while not self._over.wait(0.004):
            self._note()

    def _note(self) -> None:
        for pid in self.server.family():
            with suppress(OSError):
                self._peaks[pid] = max(self._peaks.get(pid, 0), _held(pid, "VmHWM"))


def _held(pid: int, name: str) -> int:
    said = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{name}:\s+(\d+) kB", said)
    return int(found[1]) * 1024 if found else 0


class Browser:
    """Sends forms to a server; keeps the cookies, follows nothing."""

    def __init__(self, server: Server, language: str = "zh-CN") -> None:
        self.server, self.cookies, self.language = server, {}, language

    def sign_in(self, username: str, password: str) -> "Browser":
        status, _text = self.send("/sign-in/", username=username, password=password)
        assert status == 302
        return self

    def read(self, address: str) -> tuple[int, str]:
        return self._ask("GET", address)

    def send(self, address: str, *, page: str = "", **given: object) -> tuple[int, str]:
        """Fill in the form that stands on a page, its own or another, and post it."""
        token = TOKEN.search(self.read(page or address)[1])
        fields = {"csrfmiddlewaretoken": token[1] if token else "", "once": str(uuid4()), **given}
        body = encode_multipart("BoUnDaRyStRiNg", fields)
        return self._ask("POST", address, body, {"Content-Type": MULTIPART_CONTENT})

    def _ask(self, method: str, address: str, body: bytes | None = None, headers=None):
        said = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": self.language,
            **(headers or {}),
        }
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        # A server may answer before it has read everything.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, address, body, said)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        connection.close()
        return response.status, text


def sentences(page: str) -> list[str]:
    """Return what a page says against what was sent."""
    return [unescape(found).strip() for found in WRONG.findall(page)]
