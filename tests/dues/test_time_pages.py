"""时限规则、工作日历: what the pages show, to whom, and what they do only when confirmed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from luoshi.dues import operations
from luoshi.dues.models import CityRule, ClosedSeason, LocalDay, OfficeHours
from luoshi.dues.queries import rule_here
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here
from luoshi.timelimits.models import DefaultRule, OfficialYear
from luoshi.trail.models import Entry
from luoshi.trail.operations import About
from tests.dues.town import again, owed
from tests.shell.pages import alerts, main_of, sign_in
from tests.world import someone_of, unit_named

pytestmark = pytest.mark.django_db
RULE = {
    "length": 9, "unit": "WORKING", "start": "RECEIPT", "roll": "on",
    "basis": "澄政办发〔2026〕1号",
}  # fmt: skip
LINES = "日期,安排,名称\n2030-01-01,放假,元旦\n"
PAPER = "澄政发〔2026〕3号"
SECRET = About("matter", "secret", "只有两家知道的事")


@pytest.fixture
def director(client):
    return sign_in(client, someone_of("市政府督查室", "主任"))


def upload(client, content):
    file = SimpleUploadedFile("2030.csv", content)
    return client.post("/work-calendar/load/", {"year": 2030, "basis": "国办发明电", "file": file})


def today():
    return day_here(now())


def rule(**more):
    return {**RULE, "since": today().isoformat(), **more}


def test_every_rule_is_listed_with_its_basis_and_whose_it_is(director):
    director.post("/time-limits/OPINION/", rule())

    page = main_of(director.get("/time-limits/"))

    number = DefaultRule.objects.count()
    assert f"列出{number}条，共{number}条" in page
    assert "收到起9个工作日" in page
    assert "澄政办发〔2026〕1号" in page
    assert main_of(director.get("/time-limits/?own=1")).count("<tr>") == 2


def test_the_fixed_days_of_reports_stand_below_the_rules(director):
    operations.begin_series(
        debtor=unit_named("市住建局"), about=SECRET, cadence="TEN_DAYS", since=today()
    )

    page = main_of(director.get("/time-limits/"))

    assert "每月10日、20日和末日报送" in page
    assert SECRET.title not in page


@pytest.mark.parametrize(("asked", "number"), [("信访", 11), ("opinion", 1), ("没有", 0)])
def test_rules_are_found_by_their_words_their_code_or_their_basis(director, asked, number):
    page = main_of(director.get("/time-limits/", {"q": asked}))

    assert page.count("/time-limits/") - page.count('href="/time-limits/"') == number


def test_a_preview_writes_nothing_and_names_what_would_move(director):
    due = owed(since=today())

    page = main_of(director.get("/time-limits/OPINION/", rule()))

    assert "涉及在办应办1项，其中1项的时限会变。" in page
    assert "城东路改造" in page
    assert not CityRule.objects.exists()
    assert again(due).due_date == due.due_date


def test_a_preview_names_nothing_of_others_to_an_administrator(client):
    owed(since=today(), about=SECRET)
    keeper = sign_in(client, someone_of("市政府办公室", "系统管理员"))

    page = main_of(keeper.get("/time-limits/OPINION/", rule()))

    assert "涉及在办应办1项，其中1项的时限会变。" in page
    assert SECRET.title not in page


def test_the_director_of_another_room_is_told_the_number_only(client):
    owed(since=today(), about=SECRET)
    other = sign_in(client, someone_of("市委督查室", "主任"))

    page = main_of(other.get("/time-limits/OPINION/", rule()))

    assert SECRET.title not in page


def test_somebody_else_sees_the_rule_and_no_preview(client):
    owed(since=today())
    officer = sign_in(client, someone_of("市住建局", "联络员"))

    page = main_of(officer.get("/time-limits/OPINION/", rule()))

    assert "收到起3个工作日" in page
    assert "预览影响" not in page
    assert "会变" not in page


def test_what_is_confirmed_holds_from_its_day_and_is_on_the_trail(director):
    due = owed(since=today())

    answer = director.post("/time-limits/OPINION/", rule(open="keep"))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/time-limits/OPINION/")
    assert CityRule.objects.get().length == 9
    assert again(due).due_date == due.due_date
    assert Entry.objects.filter(deed="city_rule.set").count() == 1


def test_open_dues_are_reckoned_again_only_when_that_is_chosen(director):
    due = owed(since=today())

    director.post("/time-limits/OPINION/", rule(open="reckon"))

    assert again(due).due_date > due.due_date


def test_the_way_back_to_the_default_is_shown_with_what_it_would_move(director):
    assert "恢复默认时限" not in main_of(director.get("/time-limits/OPINION/"))
    director.post("/time-limits/OPINION/", rule())
    owed(since=today())

    assert "/time-limits/OPINION/default/" in main_of(director.get("/time-limits/OPINION/"))
    page = main_of(director.get("/time-limits/OPINION/default/"))
    tomorrow = today() + ONE_DAY
    words = {"since": tomorrow, "basis": "澄政办发〔2026〕15号", "open": "keep", "once": "back"}
    answer = director.post("/time-limits/OPINION/default/", words)

    assert "涉及在办应办1项，其中1项的时限会变。" in page
    assert answer.headers["Location"] == "/time-limits/OPINION/"
    assert rule_here("OPINION", on=tomorrow).limit.length == 3


def test_what_a_city_never_set_has_no_way_back(director):
    answer = director.post(
        "/time-limits/OPINION/default/",
        {"since": today(), "basis": "澄政办发〔2026〕15号", "open": "keep", "once": "back"},
    )

    assert (answer.status_code, alerts(answer)) == (409, ["这一时限没有本地规定，已按默认时限"])


def test_the_same_press_twice_is_one_deed(director):
    for _press in range(2):
        answer = director.post("/time-limits/OPINION/", rule(once="one-and-the-same"))
        assert answer.status_code == 302

    assert Entry.objects.filter(deed="city_rule.set").count() == 1


def test_a_rule_changed_since_it_was_looked_at_is_refused_in_words(director):
    director.post("/time-limits/OPINION/", rule(seen="-"))

    answer = director.post("/time-limits/OPINION/", rule(seen="-", length=4))

    assert (answer.status_code, alerts(answer)) == (409, ["这一时限刚被修改，请刷新后再定"])


def test_a_rule_nobody_knows_is_not_there(director):
    assert director.get("/time-limits/NOTHING/").status_code == 404


def test_a_code_is_understood_in_small_letters(director):
    assert director.get("/time-limits/opinion/").status_code == 200


def test_a_year_shows_what_is_off_made_up_and_provisional(director):
    page = main_of(director.get("/work-calendar/?year=2026"))

    assert "全年248个工作日" in page
    assert "暂定" not in page
    assert page.count("<small>休") == 28 + 3 + 2
    assert "放假安排未装入" in main_of(director.get("/work-calendar/?year=2031"))


@pytest.mark.parametrize("asked", ["", "x", "1", "99999999999999999999", "２０２６"])
def test_a_year_that_makes_no_sense_is_this_year(director, asked):
    page = main_of(director.get("/work-calendar/", {"year": asked}))

    assert f"{today().year}年工作日历" in page


def test_a_notice_is_rehearsed_and_loaded_only_when_confirmed(director):
    shown = upload(director, LINES.encode())

    assert shown.status_code == 200
    assert "读到1天；比现在新定1天，取消0天。" in main_of(shown)
    assert not OfficialYear.objects.filter(year=2030).exists()

    said = {"year": 2030, "basis": "国办发明电〔2029〕1号", "lines": LINES}
    done = director.post("/work-calendar/take-in/", said)

    assert done.headers["Location"] == "/work-calendar/?year=2030"
    assert OfficialYear.objects.get(year=2030).basis == "国办发明电〔2029〕1号"
    assert Entry.objects.filter(deed="calendar.load").count() == 1


def test_a_notice_with_a_wrong_row_is_told_by_row_and_nothing_is_loaded(director):
    shown = upload(director, "2030-01-01,放假,\nx,y,z\n".encode())

    assert shown.status_code == 422
    assert "“x”不是日期" in main_of(shown)
    assert not OfficialYear.objects.filter(year=2030).exists()


def test_a_local_day_is_foreseen_declared_and_taken_back(director):
    day = today() + timedelta(days=1)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 3 else 0)
    due = owed(since=today())
    said = {"date": day.isoformat(), "kind": "HOLIDAY", "name": "庙会", "basis": PAPER}

    page = main_of(director.get("/work-calendar/local/", said))
    assert "确认设定" in page
    assert not LocalDay.objects.exists()

    director.post("/work-calendar/local/", said)
    local = LocalDay.objects.get()
    moved = again(due).due_date
    shown = main_of(director.get(f"/work-calendar/local/{local.pk}/withdraw/"))
    assert "撤回后的影响" in shown
    director.post(f"/work-calendar/local/{local.pk}/withdraw/", {"reason": "改期"})

    assert again(due).due_date <= moved
    assert LocalDay.objects.get().withdrawn_at is not None


def test_a_closed_season_and_the_closing_hour_are_set_on_pages_of_their_own(director):
    first = date(today().year + 1, 1, 10)
    season = {
        "name": "冬季停工期", "since": first.isoformat(),
        "until": (first + timedelta(days=30)).isoformat(), "units": "市住建局、市财政局",
        "basis": "澄建发〔2026〕31号",
    }  # fmt: skip

    director.post("/work-calendar/closed/", season)
    hours = {"closes": "17:30", "since": today(), "basis": PAPER}
    director.post("/work-calendar/hours/", hours)

    assert ClosedSeason.objects.get().units.count() == 2
    assert OfficeHours.objects.get().closes.isoformat("minutes") == "17:30"
    page = main_of(director.get(f"/work-calendar/?year={first.year}"))
    assert "冬季停工期" in page
    assert page.count("封</small>") == 31


def test_a_unit_nobody_knows_is_named_and_nothing_is_set(director):
    first = date(today().year + 1, 1, 10).isoformat()
    season = {"name": "停工", "since": first, "until": first, "units": "无名局", "basis": "文"}

    answer = director.post("/work-calendar/closed/", season)

    assert answer.status_code == 422
    assert "没有名为“无名局”的单位" in main_of(answer)
    assert not ClosedSeason.objects.exists()


def test_the_year_costs_the_same_whatever_the_number_of_days(director):
    def asked():
        with CaptureQueriesContext(connection) as held:
            director.get("/work-calendar/?year=2029")
        return len(held)

    for number in range(1, 4):
        LocalDay.objects.create(
            date=date(2029, 3, number), kind="HOLIDAY", name="节", basis="澄政发〔2029〕1号"
        )
        if number == 1:
            asked()
            once = asked()

    assert asked() == once
