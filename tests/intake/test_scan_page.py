"""识读扫描件: pages are recognised while the sender looks on, put right, and then registered."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.intake.models import Document, Scan
from luoshi.papers import apart, telling
from luoshi.papers.layout import Leaf, Run
from tests.breakdown.given import let_in, officer
from tests.papers.makers import ofd
from tests.road import the
from tests.world import MONDAY_NINE

pytestmark = pytest.mark.django_db
SAID = {
    "title": "",
    "source": "MINUTES",
    "kind": "",
    "issued_date": "",
    "received_date": "2026-06-01",
    "urgency": "ORDINARY",
}
WORDS = ("关于城区内涝治理的会议纪要", "一、市水务局6月20日前完成整治。", "2026年5月29日")
IMAGE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'


def leaf(*words):
    """A recognised page; the first character of each line is doubtful."""
    return Leaf([Run(one, 90, 90 + 30 * at, 90 + 16 * len(one), 106 + 30 * at, ((0, 1),))
                 for at, one in enumerate(words)], height=842)  # fmt: skip


def a_scan(*leaves, pages=None, by=None, **changes):
    given = {"name": "纪要.jpg", "content": b"\xff\xd8\xff\xe0" + b"\0" * 60, "said": {}}
    return Scan.objects.create(
        person_id=(by or officer()).person_id,
        pages=pages or len(leaves),
        seen=len(leaves),
        leaves=[telling.leaf_told(one) for one in leaves],
        laid_at=MONDAY_NINE,
        **given | changes,
    )


def address(scan, name="scan"):
    return reverse(f"intake:{name}", args=[scan.pk])


def test_a_photograph_becomes_a_paper(client):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    pictures = pytest.importorskip("tests.papers.pictures")
    let_in(client, officer())
    photograph = pictures.photographed(pictures.page(WORDS), turned=1)
    file = SimpleUploadedFile("纪要.jpg", photograph)

    laid = client.post(reverse("intake:take_in"), SAID | {"file": file, "title": "内涝治理纪要"})
    scan = Scan.objects.get()
    looked = client.get(laid.url).content.decode()
    seen = client.post(address(scan, "see"))
    assert seen.status_code == 302, seen.context["refused"]
    form = client.get(laid.url).context["form"]
    said = {name: form[name].value() or "" for name in SAID}
    done = client.post(laid.url, said | {"text": form["text"].value()})

    assert laid.url == address(scan)
    assert "已识别0页，共1页" in looked
    document = Document.objects.get()
    assert done.url == reverse("intake:document", args=[document.pk])
    assert document.text.split("\n") == list(WORDS)
    assert (document.title, document.issued_date) == ("内涝治理纪要", date(2026, 5, 29))
    assert (document.recognised, document.file.size) == (True, len(photograph))
    assert Scan.objects.count() == 0
    assert "文字由图片识别，登记时核对过" in client.get(done.url).content.decode()


def test_the_form_begins_with_what_was_typed_else_with_what_was_read(client):
    scan = a_scan(leaf(*WORDS), said={"title": "另一标题"})
    let_in(client, officer())

    form = client.get(address(scan)).context["form"]

    assert form["title"].value() == "另一标题"
    assert form["issued_date"].value() == date(2026, 5, 29)
    assert form["text"].value() == "\n".join(WORDS)


def test_the_sender_is_told_how_sure_the_words_are_and_where_not(client):
    scan = a_scan(leaf(*WORDS))
    let_in(client, officer())

    page = client.get(address(scan)).content.decode()

    assert "文字由图片识别得出，把握较大的字占92.5%，另有3字把握不大" in page
    assert [part.split("</mark>")[0] for part in page.split("<mark>")[1:]] == ["关", "一", "2"]


def test_what_is_registered_are_the_words_as_they_were_put_right(client):
    scan = a_scan(leaf(*WORDS))
    let_in(client, officer())
    text = "关于内涝治理的会议纪要\r\n一、市水务局6月21日前完成整治。"

    client.post(address(scan), SAID | {"text": text, "title": "纪要", "issued_date": "2026-05-29"})

    assert Document.objects.get().text == text.replace("\r\n", "\n")


def test_nothing_is_registered_and_nothing_lost_without_a_day(client):
    scan = a_scan(leaf("关于内涝治理的会议纪要", "要抓紧。"))
    let_in(client, officer())

    response = client.post(address(scan), SAID | {"text": "关于内涝\n要抓紧。", "title": "纪要"})

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors.items()) == [("issued_date", ["文件里没有读出成文日期，请填写"])]
    assert form["text"].value() == "关于内涝\n要抓紧。"
    assert (Document.objects.count(), Scan.objects.count()) == (0, 1)


def test_a_page_at_a_time_is_recognised_and_the_bar_says_how_far(client):
    scan = a_scan(leaf(*WORDS), pages=4)
    let_in(client, officer())

    page = client.get(address(scan)).content.decode()

    assert "已识别1页，共4页" in page
    assert 'width="25%"' in page


def test_what_cannot_be_recognised_is_said_and_may_be_given_up(client):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    scan = a_scan(pages=1)
    let_in(client, officer())

    response = client.post(address(scan, "see"))
    client.post(address(scan, "give_up"))

    assert response.status_code == 409
    assert "文件已损坏或没有传完整，请重新导出后再传。" in response.content.decode()
    assert Scan.objects.count() == 0


def test_a_scan_marked_secret_is_not_taken_in(client):
    scan = a_scan(leaf("机密★1年", *WORDS))
    let_in(client, officer())

    response = client.get(address(scan))

    assert response.status_code == 409
    assert "文件标有密级“机密★1年”，本系统不得录入涉密文件" in response.content.decode()
    assert response.context["form"] is None


def test_a_scan_is_there_for_its_sender_alone(client):
    scan = a_scan(leaf(*WORDS))
    let_in(client, the("主任"))

    answers = [
        client.get(address(scan)),
        *(client.post(address(scan, name)) for name in ("scan", "see", "give_up")),
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert Scan.objects.count() == 1


def test_an_old_scan_goes_with_the_next(client):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    old = a_scan(leaf(*WORDS))
    let_in(client, officer())
    file = SimpleUploadedFile("纪要.ofd", ofd([IMAGE]))

    client.post(reverse("intake:take_in"), SAID | {"file": file})

    assert [one.name for one in Scan.objects.exclude(pk=old.pk)] == ["纪要.ofd"]
    assert not Scan.objects.filter(pk=old.pk).exists()


def test_pages_that_are_pictures_among_pages_of_words_are_recognised_too(client):
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
    let_in(client, officer())
    file = SimpleUploadedFile("纪要.ofd", ofd([(30, 90, "办结。")], [IMAGE]))

    client.post(reverse("intake:take_in"), SAID | {"file": file})

    assert [(one.pages, one.seen) for one in Scan.objects.all()] == [(2, 0)]


def test_where_nothing_can_be_recognised_the_sender_is_told_what_to_do(client, monkeypatch):
    monkeypatch.setattr(apart, "find_spec", lambda name: None)
    let_in(client, officer())
    file = SimpleUploadedFile("纪要.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 60)

    response = client.post(reverse("intake:take_in"), SAID | {"file": file})

    assert response.context["form"].errors["file"] == [
        "这是扫描件或图片（1页），没有文字，本机没有装文字识别组件，"
        "请上传Word原件或可以选中文字的PDF。"
    ]


def test_a_scan_that_waits_is_found_again_by_its_sender(client):
    a_scan(leaf(*WORDS), pages=4)
    a_scan(leaf(*WORDS), by=the("主任"), name="另一份.jpg")
    let_in(client, officer())

    page = client.get(reverse("intake:documents")).content.decode()

    assert "扫描件“纪要.jpg”还没有登记：已识别1页，共4页。" in page
    assert "另一份.jpg" not in page
