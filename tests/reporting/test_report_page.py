"""报送进展: figures first, last time in sight, nothing typed is lost; then its review."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Evidence, Report
from luoshi.reporting.operations import reports
from luoshi.reporting.repeats import repeated
from luoshi.trail.models import Entry, ReadLog
from tests.road import LEAD, ROOM, a_matter, a_report, the
from tests.shell.pages import alerts, main_of, sign_in, swapped
from tests.world import TUESDAY_NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    """A matter under way with one target."""
    found = a_matter(S.IN_PROGRESS)
    Target.objects.create(matter=found, metric="完成管网", value=12, unit="公里")
    return found


def figure_of(matter):
    return f"figure_{matter.targets.get().pk}"


def page_of(matter):
    return f"/matters/{matter.number}/report/"


def typed(matter, *, kilometres="4", **more):
    given = {"progress": "新铺管网4公里", "percent": "30", "once": "k"}
    return given | {figure_of(matter): kilometres} | more


def accepted(matter, *, kilometres="4", percent=30):
    said = a_report(matter, percent=percent, figures={matter.targets.get().pk: Decimal(kilometres)})
    reports.accept(said, by=the("督查员"), at=TUESDAY_NINE)
    return said


def test_the_lead_unit_reports_and_comes_to_what_it_said(client, matter):
    sign_in(client, the("联络员", LEAD))

    response = client.post(
        page_of(matter), typed(matter, problems="管材短缺", problem_class="FUNDS")
    )

    report = Report.objects.get()
    assert response.url == reverse("reporting:review_report", args=[report.pk])
    assert (report.progress, report.percent, report.problem_class) == ("新铺管网4公里", 30, "FUNDS")
    assert [(one.target.metric, one.value) for one in report.figures.all()] == [("完成管网", 4)]


def test_the_last_report_is_in_sight_and_its_figures_are_filled_in(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))

    text = client.get(page_of(matter)).text

    assert "上次4，目标12" in text
    assert "已完成管沟开挖" in text
    assert f'name="{figure_of(matter)}" value="4"' in text
    assert 'name="percent" value="30"' in text


def test_a_figure_that_falls_needs_a_reason_and_what_was_typed_stays(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))

    response = client.post(page_of(matter), typed(matter, kilometres="3"))

    assert response.status_code == 409
    assert alerts(response) == ["“完成管网”比上次（4）少1。确有核减请填写原因。"]
    assert "新铺管网4公里" in response.text
    assert "比上次－1" in response.text


def test_with_the_reason_it_may_fall(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))
    why = figure_of(matter).replace("figure_", "why_")

    response = client.post(page_of(matter), typed(matter, kilometres="3") | {why: "复测核减"})

    assert response.status_code == 302
    assert Report.objects.latest("reported_at").figures.get().why_less == "复测核减"


def test_words_for_figures_are_asked_for_again(client, matter):
    sign_in(client, the("联络员", LEAD))

    response = client.post(page_of(matter), typed(matter, kilometres="四公里", percent="130"))

    assert response.status_code == 422
    assert alerts(response)[0].startswith("有2处需要改：")
    assert "四公里" in response.text
    assert Report.objects.count() == 0


def test_no_change_is_said_as_such_with_the_figures_of_last_time(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))

    client.post(page_of(matter), typed(matter, progress="", no_change="on"))

    report = Report.objects.latest("reported_at")
    assert (report.no_change, report.progress) == (True, "本期确无变化。")


def test_no_change_is_held_to_its_word(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))

    response = client.post(page_of(matter), typed(matter, kilometres="5", no_change="on"))

    assert response.status_code == 422
    assert "勾选了“本期确无变化”，但所填数字与上次不同" in response.text


def test_nothing_said_at_all_is_asked_for(client, matter):
    sign_in(client, the("联络员", LEAD))

    response = client.post(page_of(matter), typed(matter, progress=""))

    assert response.status_code == 422
    assert "请填写进展情况；确无变化的请勾选“本期确无变化”" in response.text


def test_files_are_laid_beside_the_report_and_handed_out_as_downloads(client, matter, home):
    sign_in(client, the("联络员", LEAD))
    photo = SimpleUploadedFile("现场.txt", "管网现场".encode())
    client.post(page_of(matter), typed(matter) | {"evidence": [photo]})

    beside = Evidence.objects.get()
    handed = sign_in(client, the("督查员")).get(f"/evidence/{beside.pk}/")

    assert handed.content == "管网现场".encode()
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    assert handed.headers["Content-Disposition"].startswith("attachment;")
    assert handed.headers["Content-Type"] == "application/octet-stream"
    assert list(ReadLog.objects.values_list("what", flat=True)) == ["evidence"]


def test_a_file_is_not_there_for_who_may_not_see_the_matter(client, matter, home):
    a_report(matter, files=[("现场.txt", b"x")])
    beside = Evidence.objects.get()

    sign_in(client, the("联络员", "岚溪县"))

    assert client.get(f"/evidence/{beside.pk}/").status_code == 404


def test_an_assisting_unit_sees_and_may_not_report(client, matter):
    sign_in(client, the("联络员", "市财政局"))

    page, refused = client.get(page_of(matter)), client.post(page_of(matter), typed(matter))

    assert (page.status_code, refused.status_code) == (409, 409)
    assert alerts(page) == alerts(refused) == ["报送进展须由牵头单位办理"]


def test_for_a_stranger_there_is_no_page(client, matter):
    sign_in(client, the("联络员", "岚溪县"))

    assert client.get(page_of(matter)).status_code == 404
    assert client.post(page_of(matter), typed(matter)).status_code == 404


def test_before_the_receipt_nothing_is_reported(client):
    matter = a_matter(S.ASSIGNED)
    sign_in(client, the("联络员", LEAD))

    assert alerts(client.get(page_of(matter))) == ["当前状态为“待签收”，不能报送进展"]


def test_the_same_press_twice_is_one_report(client, matter):
    sign_in(client, the("联络员", LEAD))

    first = client.post(page_of(matter), typed(matter))
    second = client.post(page_of(matter), typed(matter))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(deed="report.submit").count() == 1


def test_a_swap_equals_a_reload(client, matter):
    sign_in(client, the("联络员", LEAD))

    swap = swapped(client, page_of(matter), typed(matter))

    said = Report.objects.get()
    assert main_of(swap) == main_of(client.get(f"/reports/{said.pk}/review/"))


def test_a_returned_report_is_corrected_on_the_same_page(client, matter):
    said = a_report(matter, percent=30)
    reports.send_back(said, by=the("督查员"), at=TUESDAY_NINE, reason="数字与实测不符")
    sign_in(client, the("联络员", LEAD))

    page = client.get(page_of(matter))
    client.post(page_of(matter), typed(matter, corrects=str(said.pk)))

    assert "退回补正：数字与实测不符" in page.text
    assert "已完成管沟开挖" in page.text
    assert Report.objects.get(corrects=said).progress == "新铺管网4公里"


def test_a_report_is_accepted_by_the_room(client, matter):
    said = a_report(matter, percent=30)
    sign_in(client, the("督查员"))

    response = client.post(f"/reports/{said.pk}/review/", {"verdict": "accept", "once": "k"})

    said.refresh_from_db()
    matter.refresh_from_db()
    assert response.url == reverse("reporting:verify_queue")
    assert (said.state, matter.progress) == ("ACCEPTED", 30)


def test_a_report_is_sent_back_only_with_a_reason(client, matter):
    said = a_report(matter)
    sign_in(client, the("督查员"))
    address = f"/reports/{said.pk}/review/"

    without = client.post(address, {"verdict": "return", "once": "a"})
    with_it = client.post(address, {"verdict": "return", "reason": "无佐证", "once": "b"})

    said.refresh_from_db()
    assert (without.status_code, with_it.status_code) == (409, 302)
    assert alerts(without) == ["请写明理由"]
    assert (said.state, said.review_note) == ("RETURNED", "无佐证")


def test_a_review_pressed_twice_leaves_one_entry(client, matter):
    said = a_report(matter)
    sign_in(client, the("督查员"))

    for _press in range(2):
        response = client.post(f"/reports/{said.pk}/review/", {"verdict": "accept", "once": "k"})

    assert response.status_code == 302
    assert Entry.objects.filter(deed="report.accept").count() == 1


def test_the_unit_may_not_review_its_own_report_and_a_stranger_finds_nothing(client, matter):
    said = a_report(matter)
    address = f"/reports/{said.pk}/review/"

    unit = sign_in(client, the("局长", LEAD)).post(address, {"verdict": "accept", "once": "a"})
    stranger = sign_in(client, the("主任", "市委督查室")).post(address, {"verdict": "accept"})

    assert (unit.status_code, stranger.status_code) == (409, 404)
    whose = "督办该事项的督查员或主任（子事项由交办单位负责人），且不得是填报人"
    assert alerts(unit) == [f"审核通过须由{whose}办理"]


def test_a_swap_of_a_review_equals_a_reload(client, matter):
    said = a_report(matter, at=timezone.now())
    sign_in(client, the("督查员", ROOM))

    swap = swapped(client, f"/reports/{said.pk}/review/", {"verdict": "accept", "once": "k"})

    assert main_of(swap) == main_of(client.get("/verify/"))


@pytest.mark.parametrize(
    ("now", "before", "share"),
    [
        ("甲处完工；乙处开工。", "甲处完工。", 50),
        ("甲处完工", "甲处 完工。", 100),
        ("丙处开工", "甲处完工", 0),
        ("", "甲处完工", 0),
    ],
)
def test_how_much_is_said_again_is_told_sentence_by_sentence(now, before, share):
    assert repeated(now, before) == share


def test_the_reviewer_sees_how_much_was_said_before(client, matter):
    accepted(matter)
    again = a_report(matter, at=timezone.now())
    sign_in(client, the("督查员"))

    assert "100%与上次相同" in client.get(f"/reports/{again.pk}/review/").text


def test_who_says_the_same_again_is_told_and_may_still_send_it(client, matter):
    accepted(matter, kilometres="4")
    sign_in(client, the("联络员", LEAD))
    same = typed(matter, kilometres="5", progress="已完成管沟开挖")

    refused = client.post(page_of(matter), same | {"percent": ""})
    sent = client.post(page_of(matter), same)

    assert "100%与上次相同" in main_of(refused)
    assert sent.status_code == 302
