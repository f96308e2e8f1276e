"""清除: the words of asks, replies and requests go by two hands; days and proofs stay."""

import pytest

from luoshi.coordination.ask_terms import AskKind
from luoshi.coordination.models import Addressee, Ask, AskFile, AskValue, Request
from luoshi.coordination.operations import replies
from luoshi.coordination.operations.replies import Said
from luoshi.dues.models import Due
from luoshi.trail import purge
from luoshi.trail.models import Entry, File
from tests.coordination.asking import asked, more_time
from tests.coordination.given import an_ask, answer, row_of, staff
from tests.road import S, a_matter
from tests.world import FRIDAY_NINE, TUESDAY_NINE, someone_of

pytestmark = pytest.mark.django_db
SECRET = "李某身份证号"


def gone(kind, thing):
    """Let the one administrator ask and the other confirm."""
    first, second = (someone_of("市政府办公室", name) for name in ("系统管理员", "安全管理员"))
    request = purge.ask(kind, str(thing.pk), by=first, at=FRIDAY_NINE, reason="误录个人信息")
    purge.confirm(request, by=second, at=FRIDAY_NINE)


def words_on_the_trail():
    return "".join(entry.words for entry in Entry.objects.all())


def test_an_ask_goes_with_every_reply_to_it_and_stays_delivered(home):
    ask = an_ask(AskKind.MATERIAL, title=f"核对{SECRET}", text=SECRET)
    row = row_of(ask, "市住建局")
    values = {place.pk: "是" if place.kind == "YESNO" else "3" for place in ask.fields.all()}
    yes = ask.fields.get(label="是否有停工").pk
    day = ask.fields.get(label="最近开工日期").pk
    said = Said(
        text=SECRET,
        values=values | {yes: "是", day: "2026-06-01"},
        files=[("名单.txt", SECRET.encode())],
    )
    replies.answer(row, said, by=staff("市住建局"), at=TUESDAY_NINE)

    gone("ask", ask)

    ask, row = Ask.objects.get(), row_of(ask, "市住建局")
    assert (ask.title, ask.text, row.text) == ("（已清除）",) * 3
    assert {one.said for one in AskValue.objects.all()} <= {"", "（已清除）"}
    assert {one.about_title for one in Due.objects.filter(about_kind="ask")} == {"（已清除）"}
    assert (row.due.met_at, row.delivered_at is not None) == (TUESDAY_NINE, True)
    assert AskFile.objects.get().name == "（已清除）"
    assert File.objects.get().purged_at == FRIDAY_NINE
    assert SECRET not in words_on_the_trail()


def test_one_reply_goes_and_the_others_stay(home):
    ask = an_ask()
    for name in ("市住建局", "市财政局"):
        answer(row_of(ask, name), stance="SOME", text=SECRET, at=TUESDAY_NINE)

    gone("addressee", row_of(ask, "市住建局"))

    said = Addressee.objects.exclude(text="").values_list("unit__short_name", "text")
    assert dict(said) == {"市住建局": "（已清除）", "市财政局": SECRET}
    assert Ask.objects.get().title == ask.title


def test_a_request_goes_by_itself_or_with_its_matter(home):
    matter = a_matter(S.IN_PROGRESS)
    request = asked(matter, more_time(reason=SECRET, progress=SECRET))

    gone("request", request)

    request = Request.objects.get()
    assert (request.reason, request.progress) == ("（已清除）", "（已清除）")
    assert (request.wanted_date is not None, request.sent_at is not None) == (True, True)
    assert SECRET not in words_on_the_trail()


def test_what_was_asked_about_a_matter_goes_when_the_matters_words_go(home):
    matter = a_matter(S.IN_PROGRESS)
    asked(matter, more_time(reason=SECRET))

    gone("matter", matter)

    request = Request.objects.get()
    assert request.reason == "（已清除）"
    assert SECRET not in words_on_the_trail()
    named = Due.objects.filter(about_kind__in=("matter", "request"))
    assert {one.about_title for one in named} == {"（已清除）"}
