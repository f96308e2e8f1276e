"""Old Word files (.doc, and .wps of the same making) turned into docx by LibreOffice, where it is.

LibreOffice opens files and cannot be confined as our own readers are: it runs with a home of its
own that is thrown away, with limits on time, memory and what it writes, without our environment,
and told to run no macro and to follow no link. What it writes is then read as if it had been sent.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from luoshi.papers.refusals import Unreadable

MOST_SECONDS = 60
# LibreOffice asks for much more room than it fills; a paper of a hundred pages takes 300 MB.
MOST_MEMORY = 3 * 1024 * 1024 * 1024
MOST_WRITTEN = 200 * 1024 * 1024
# Set by a shell before LibreOffice begins, so that whatever it starts is under them too.
_CONFINED = (
    f"ulimit -v {MOST_MEMORY // 1024} && ulimit -t {MOST_SECONDS} && ulimit -c 0"
    f' && ulimit -f {MOST_WRITTEN // 512} && exec "$0" "$@"'
)
_NAMES = ("soffice", "libreoffice")
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>true</value></prop></item>'
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _ITEM.format("DisableMacrosExecution")
    + _ITEM.format("BlockUntrustedRefererLinks")
    + "</oor:items>"
)


def program() -> str | None:
    """Return where LibreOffice is, if it is installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def docx_of(content: bytes) -> bytes:
    """Return an old Word file as docx.

    :raises Unreadable: if LibreOffice is not there, was too slow, or could not read it
    """
    office = program()
    if office is None:
        raise Unreadable("old_word")
    with tempfile.TemporaryDirectory(prefix="luoshi-office-") as folder:
        home = Path(folder)
        settings = home / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS)
        (home / "paper.doc").write_bytes(content)
        _run(office, home)
        try:
            return (home / "out/paper.docx").read_bytes()
        except OSError:
            raise Unreadable("stopped") from None


def _run(office: str, home: Path) -> None:
    asked = [
        "/bin/sh",
        "-c",
        _CONFINED,
        office,
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "docx",
        "--outdir",
        str(home / "out"),
        str(home / "paper.doc"),
    ]
    running = subprocess.Popen(
        asked,
        cwd=home,
        env={"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A group of its own: LibreOffice starts further processes, and all of them must end.
        start_new_session=True,
    )
    try:
        running.wait(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow", seconds=MOST_SECONDS) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
