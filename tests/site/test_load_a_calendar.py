"""装入放假安排: a notice comes in from a workbook, and what it touches is reckoned again."""

from datetime import date

import pytest

from luoshi.dues.notices import COLUMNS
from luoshi.papers.tables import write_rows
from tests.world import MONDAY_NINE

NEW_YEAR = [
    {"date": date(2027, 1, 1), "worked": "放假", "name": "元旦"},
    {"date": date(2027, 1, 3), "worked": "调休上班", "name": "元旦"},
]
ASKED = (
    "from luoshi.trail.models import Entry\n"
    "from luoshi.dues.queries import calendar_here\n"
    "from datetime import date\n"
    "held = calendar_here()\n"
    "print(held.working(date(2027, 1, 1)), held.working(date(2027, 1, 3)))\n"
    "print(Entry.objects.filter(deed='calendar.load').count())"
)


@pytest.fixture
def notice(tmp_path):
    """Return a function that writes a notice as a workbook."""

    def written(rows):
        path = tmp_path / "2027.xlsx"
        path.write_bytes(write_rows(COLUMNS, rows, name="放假安排", at=MONDAY_NINE))
        return str(path)

    return written


def test_a_year_typed_in_is_loaded_with_its_entry(office, notice):
    done = office(
        "calendar", notice(NEW_YEAR), "--year", "2027", "--basis", "国办发明电〔2026〕9号"
    )

    assert (done.returncode, done.stdout) == (0, "2027年：2天；重算0项，变动0项\n")
    assert office.ask(ASKED) == "False True\n1"


def test_a_notice_without_its_number_is_refused(office, notice):
    done = office("calendar", notice(NEW_YEAR), "--year", "2027")

    assert (done.returncode, done.stderr) == (
        1,
        "luoshi: 请写明 --year 年份和 --basis 依据的通知\n",
    )


def test_a_day_of_another_year_is_refused(office, notice):
    stray = [{"date": date(2029, 1, 1), "worked": "放假", "name": "元旦"}]

    done = office("calendar", notice(stray), "--year", "2027", "--basis", "国办发明电〔2026〕9号")

    assert (done.returncode, done.stderr) == (
        1,
        "luoshi: 放假安排第2行“日期”：不在2027年的范围内\n",
    )


def test_where_nothing_is_new_a_sentence_says_so(office):
    done = office("calendar")

    assert done.returncode == 0
    assert done.stdout.startswith("没有新的放假安排；已装入至")
