"""附件: a file is kept under the digest of its bytes and read back only as it was kept."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import connection

from luoshi.trail import files
from luoshi.trail.models import File
from luoshi.trail.sniffing import media_type
from tests.trail.town import LIN, MONDAY_NINE, QIN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def keep(content=b"%PDF-1.7 ...", name="方案.pdf", by=LIN):
    return files.keep(content, name=name, by=by, at=MONDAY_NINE)


def test_a_file_is_kept_under_its_digest(home):
    file = keep()

    digest = sha256(b"%PDF-1.7 ...").hexdigest()
    assert (file.digest, file.size, file.media_type) == (digest, 12, "application/pdf")
    assert (file.name, file.kept_by_id) == ("方案.pdf", LIN.person_id)
    lies = home / "files" / digest[:2] / digest[2:4] / digest
    assert lies.read_bytes() == b"%PDF-1.7 ..."
    assert [path.name for path in lies.parent.iterdir()] == [digest]
    assert files.read(file) == b"%PDF-1.7 ..."


def test_the_same_bytes_are_kept_once_and_keep_their_first_name():
    first = keep()

    assert keep(name="方案（副本）.pdf", by=QIN) == first
    assert File.objects.get().name == "方案.pdf"


def test_a_path_of_the_senders_machine_is_not_a_name():
    assert keep(name="C:\\资料\\方案.pdf").name == "方案.pdf"


def test_a_lost_file_is_told():
    file = keep()
    files.path_of(file.digest).unlink()

    with pytest.raises(files.FileLost, match=f"文件原件缺失（摘要 {file.digest}）"):
        files.read(file)


def test_a_spoilt_file_is_told_and_never_overwritten():
    file = keep()
    path = files.path_of(file.digest)
    path.chmod(0o640)
    path.write_bytes(b"other")

    with pytest.raises(files.FileSpoilt, match="文件原件与摘要不符"):
        files.read(file)
    with pytest.raises(files.FileSpoilt, match="文件原件与摘要不符"):
        keep()
    assert path.read_bytes() == b"other"


def test_a_lost_file_comes_back_when_its_bytes_do():
    file = keep()
    files.path_of(file.digest).unlink()

    assert keep() == file
    assert files.read(file) == b"%PDF-1.7 ..."


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_the_same_bytes_keep_one_file():
    def hand(_number):
        try:
            return keep().digest
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        digests = set(pool.map(hand, range(10)))

    assert digests == {File.objects.get().digest}


def packed(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OPENXML = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "text/plain"),
        ("关于供水的通知".encode(), "text/plain"),
        ("关于供水的通知".encode("gb18030"), "text/plain"),
        ("关于供水的通知".encode("utf-16"), "text/plain"),
        (b"  <!DOCTYPE html><p>x", "text/html"),
        (b"\xef\xbb\xbf<SCRIPT>alert(1)</SCRIPT>", "text/html"),
        (b"<svg xmlns='x'><script/></svg>", "text/html"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPrest", "image/webp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/x-ole-storage"),
        (packed("word/document.xml"), f"{OPENXML}.wordprocessingml.document"),
        (packed("xl/workbook.xml"), f"{OPENXML}.spreadsheetml.sheet"),
        (packed("OFD.xml"), "application/ofd"),
        (packed("a.txt"), "application/zip"),
        (b"PK\x03\x04 cut short", "application/octet-stream"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_what_a_file_is_shows_in_its_bytes(content, kind):
    assert media_type(content) == kind
