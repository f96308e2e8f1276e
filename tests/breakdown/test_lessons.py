"""习得: what officers accept and turn down tips the reader, openly, and can be taken back."""

import pytest
from django.urls import reverse

from luoshi.breakdown.models import Lesson
from luoshi.breakdown.operations import lessons
from luoshi.breakdown.terms import LessonKind
from luoshi.flow.refusals import NotFromHere, NotYours
from luoshi.reading import read
from luoshi.reading.learned import Learned, phrase_of, weight_of
from luoshi.trail.models import Entry
from tests.breakdown.given import director, let_in, officer
from tests.world import MONDAY_NINE, someone_of, unit_named

WORDS = "各科室可组织青年干部开展夜读沙龙。"


def a_phrase(kept=4, dropped=0, words="制定…办法"):
    return Lesson.objects.create(kind=LessonKind.PHRASE, words=words, kept=kept, dropped=dropped)


def test_a_phrase_is_the_verb_and_the_end_of_its_clause():
    assert phrase_of("市水务局要尽快制定清淤验收办法，9月底前报市政府审定") == "制定…办法"
    assert phrase_of("大家要提高认识") == ""
    assert phrase_of("同志们辛苦了") == ""


def test_a_phrase_weighs_nothing_until_it_is_borne_out_and_never_much():
    assert [weight_of(2, 0), weight_of(3, 0), weight_of(0, 3)] == [0.0, 1.39, -1.39]
    assert [weight_of(5000, 0), weight_of(0, 5000)] == [1.5, -1.5]


def test_what_was_learned_tips_what_stands_on_the_edge():
    phrase = phrase_of(WORDS)
    weights = [-1.5, 0.0, 1.5]
    found = [
        max((one.confidence for one in read(WORDS, learned=Learned({phrase: w})).tasks), default=0)
        for w in weights
    ]

    assert found == sorted(found)
    assert found[0] < found[-1]


@pytest.mark.django_db
def test_a_director_withdraws_a_lesson_and_takes_it_up_again():
    one = a_phrase()
    assert lessons.phrases() == Learned({"制定…办法": 1.5})

    lessons.withdraw(one, by=director(), at=MONDAY_NINE)
    assert lessons.phrases() == Learned({})
    with pytest.raises(NotFromHere):
        lessons.withdraw(one, by=director(), at=MONDAY_NINE)

    lessons.take_up(one, by=director(), at=MONDAY_NINE)
    assert lessons.phrases() == Learned({"制定…办法": 1.5})
    deeds = Entry.objects.filter(about_id=one.pk).order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["lesson.withdraw", "lesson.take_up"]


@pytest.mark.django_db
def test_an_officer_sees_the_lessons_and_withdraws_none(client):
    one = a_phrase()
    with pytest.raises(NotYours):
        lessons.withdraw(one, by=officer(), at=MONDAY_NINE)

    let_in(client, officer())
    page = client.get(reverse("breakdown:lessons"))
    assert "制定…办法" in page.content.decode()
    assert "lessons/" + str(one.pk) not in page.content.decode()


@pytest.mark.django_db
def test_who_is_of_no_room_finds_no_such_page(client):
    let_in(client, someone_of("市住建局", "联络员"))

    assert client.get(reverse("breakdown:lessons")).status_code == 404


@pytest.mark.django_db
def test_a_name_is_believed_when_it_was_told_twice_and_means_one_unit():
    unit, other = unit_named("市住建局"), unit_named("市财政局")
    one = Lesson.objects.create(kind=LessonKind.NAME, words="房建口", unit=unit, kept=1)
    assert lessons.names() == {}

    Lesson.objects.filter(pk=one.pk).update(kept=2)
    assert lessons.names() == {"房建口": unit}

    Lesson.objects.create(kind=LessonKind.NAME, words="房建口", unit=other, kept=2)
    assert lessons.names() == {}
