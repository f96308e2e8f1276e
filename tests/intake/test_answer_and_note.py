"""逐句处置、批示登记: what became of each sentence, and a leader's words on a paper or a matter."""

import pytest

from luoshi.flow.refusals import NotYours, Unmet
from luoshi.intake import operations as intake
from luoshi.intake.models import Instruction
from luoshi.intake.terms import Disposition
from luoshi.organisation.models import Person, Term
from luoshi.trail.models import Entry
from tests.deeds import entry_of, pressed_twice, refused
from tests.road import LEAD, a_document, a_matter, the
from tests.world import FOUNDED, MONDAY, MONDAY_NINE, TUESDAY, post_of

pytestmark = pytest.mark.django_db
WORDS = "请市住建局抓紧落实"


def note(**given):
    """Note the mayor's words on Monday as an officer."""
    rest = {"leader": post_of("市政府", "市长"), "words": WORDS, "given_date": MONDAY}
    return intake.note_instruction(
        **{**rest, "by": the("督查员"), "at": MONDAY_NINE, **given},
    )


def a_sentence(document):
    """The first sentence of a document that has no answer yet."""
    return document.sentences.filter(disposition="").order_by("place")[0]


def test_a_sentence_is_answered_and_taken_back_without_an_entry():
    document = a_document()
    row, before = a_sentence(document), Entry.objects.count()

    intake.answer(document, {row.pk: Disposition.NOT_OURS}, by=the("督查员"), note="省级事权")
    row.refresh_from_db()
    assert (row.disposition, row.note) == (Disposition.NOT_OURS, "省级事权")

    intake.answer(document, {row.pk: ""}, by=the("督查员"), note="省级事权")
    row.refresh_from_db()
    assert (row.disposition, row.note) == ("", "")
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("unit", "title"), [("市委督查室", "督查员"), (LEAD, "联络员")])
def test_nobody_else_answers(unit, title):
    document = a_document()
    row = a_sentence(document)

    with refused(NotYours, "逐句处置须由登记文件的督查室人员办理"):
        intake.answer(document, {row.pk: Disposition.PRINCIPLE}, by=the(title, unit))


def test_an_answer_is_one_of_four():
    document = a_document()
    row = a_sentence(document)

    with refused(Unmet, "请选择处置方式"):
        intake.answer(document, {row.pk: "LATER"}, by=the("督查员"))


def test_a_sentence_of_another_document_is_not_answered_here():
    document, other = a_document(), a_document(room="市委督查室")
    row = a_sentence(other)

    with refused(Unmet, "有的句子不在这份文件中"):
        intake.answer(document, {row.pk: Disposition.PRINCIPLE}, by=the("督查员"))

    row.refresh_from_db()
    assert row.disposition == ""


def test_a_leaders_words_on_a_document_are_kept_with_the_name_of_that_day():
    document = a_document()

    made = note(document=document)

    assert (made.leader_name, made.words, made.document, made.matter_id) == (
        "市政府市长",
        WORDS,
        document,
        None,
    )
    assert entry_of(made, "instruction.note").facts == {"on": document.title, "read_only": False}


def test_the_name_is_of_whoever_held_the_post_when_it_was_said():
    document, mayor = a_document(), post_of("市政府", "市长")
    Term.objects.filter(post=mayor).update(since=FOUNDED, until=MONDAY)
    successor = Person.objects.create(username="继任", name="继任市长", password="!")
    Term.objects.create(person=successor, post=mayor, since=TUESDAY)

    assert note(document=document).leader_name == "市政府市长"


def test_a_leaders_words_on_a_matter_name_its_number():
    matter = a_matter()

    made = note(matter=(matter.pk, matter.number))

    assert (made.matter_id, made.matter_number) == (matter.pk, "澄政督会2026-0001")
    assert entry_of(made, "instruction.note").facts == {
        "on": "澄政督会2026-0001",
        "read_only": False,
    }


def test_what_was_only_read_needs_no_words():
    made = note(document=a_document(), words="", read_only=True)

    assert (made.words, made.read_only) == ("", True)


def test_what_was_not_only_read_says_something():
    document = a_document()

    with refused(Unmet, "请填写批示内容；仅圈阅的请勾选“仅圈阅”"):
        note(document=document, words=" ")


def test_words_are_not_of_tomorrow():
    document = a_document()

    with refused(Unmet, "批示日期不能晚于今天"):
        note(document=document, given_date=TUESDAY)


def test_they_are_a_leaders():
    document = a_document()

    with refused(Unmet, "批示人须是领导职务"):
        note(document=document, leader=post_of(LEAD, "局长"))


@pytest.mark.parametrize("unit", [LEAD, "市统计局"])
def test_only_a_supervision_room_notes_them(unit):
    document = a_document()

    with refused(NotYours, "批示登记须由督查室办理"):
        note(document=document, by=the("局长", unit))


def test_another_rooms_document_is_not_noted_on():
    document = a_document()

    with refused(NotYours, "批示登记须由登记文件的督查室人员办理"):
        note(document=document, by=the("督查员", "市委督查室"))

    assert not Instruction.objects.exists()


def test_the_same_key_notes_once():
    document, officer = a_document(), the("督查员")

    pressed_twice(lambda key: note(document=document, by=officer, key=key), by=officer)

    assert Instruction.objects.count() == 1
