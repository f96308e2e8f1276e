"""Attacks that need no skill: forged posts, foreign addresses, smuggled fields, script in words."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luoshi.breakdown.models import Receipt
from luoshi.breakdown.terms import MatterState as S
from luoshi.intake.models import Document
from luoshi.organisation.models import Person
from luoshi.trail.models import Entry
from tests.road import ASSIST, LEAD, a_document, a_matter, a_settled_list, lists, the
from tests.shell.pages import sign_in
from tests.world import MONDAY_NINE, person_behind, someone_of, unit_named

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse 9"
SCRIPT = '"><script>alert(1)</script>{{ 7*7 }}'
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    " //evil.example",
]


def with_password(by) -> Person:
    person = person_behind(by)
    person.set_password(PASSWORD)
    person.save()
    return person


def taken_in(**more):
    today = timezone.localdate().isoformat()
    return {
        "text": "会议纪要\n会议要求，市住建局9月底前完成测绘。\n", "title": "测绘纪要",
        "source": "MINUTES", "kind": "ordinary", "issued_date": today, "received_date": today,
        "urgency": "ORDINARY", "once": str(uuid4()),
    } | more  # fmt: skip


def test_a_post_without_its_token_is_refused_in_every_room():
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    submitted = a_settled_list(document=a_document(text="纪要\n会议要求，抓紧测绘。\n"))
    lists.submit(submitted, by=the("督查员"), at=MONDAY_NINE)
    keeper = someone_of("市政府办公室", "系统管理员")
    posts = [
        (the("主任"), reverse("shell:sign_out"), {}),
        (the("主任"), reverse("breakdown:approve", args=[submitted.pk]), {"basis": "纪要"}),
        (the("督查员"), reverse("intake:take_in"), taken_in()),
        (the("局长", LEAD), reverse("reporting:claim", args=[matter.number]), {"statement": "完"}),
        (keeper, reverse("organisation:new", args=["person"]), {"username": "x", "name": "某"}),
    ]
    before = Entry.objects.count()

    statuses = [
        sign_in(Client(enforce_csrf_checks=True), by).post(address, given).status_code
        for by, address, given in posts
    ]
    door = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x", "password": "y"})

    assert [*statuses, door.status_code] == [403] * 6
    assert Entry.objects.count() == before


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_in_leads_to_no_other_house(client, there):
    person = with_password(the("主任"))

    shown = client.get("/sign-in/", {"next": there})
    led = client.post(
        "/sign-in/", {"username": person.username, "password": PASSWORD, "next": there}
    )
    kept = client.post("/preferences/", {"theme": "dark", "next": there})

    assert 'name="next" value="/">' in shown.text
    assert (led.headers["Location"], kept.headers["Location"]) == ("/", "/")


def test_a_session_laid_ready_is_not_the_one_that_is_signed_in(client):
    person = with_password(the("主任"))
    client.cookies[settings.SESSION_COOKIE_NAME] = "laidreadylaidreadylaidreadylaidr"

    client.get("/sign-in/")
    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-in/", {"username": person.username, "password": PASSWORD})

    assert first != "laidreadylaidreadylaidreadylaidr"
    assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"]


def test_signing_out_ends_the_session_for_whoever_copied_it(client):
    sign_in(client, the("主任"))
    copied = client.cookies[settings.SESSION_COOKIE_NAME].value

    client.post("/sign-out/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied

    assert thief.get("/desk/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", ["' OR ''='", "主任' --", "%", "*", "\x00"])
def test_no_name_is_a_way_in(client, name):
    with_password(the("主任"))

    response = client.post("/sign-in/", {"username": name, "password": "' OR ''='"})

    assert response.status_code == 422
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_fields_that_a_form_does_not_have_are_not_taken(client):
    officer = the("督查员")
    smuggled = {
        "office": str(the("主任", "市委督查室").unit_id), "owner": "JOINT",
        "registered_by": str(uuid4()), "state": "ISSUED", "is_superuser": "1",
    }  # fmt: skip

    sign_in(client, officer).post(reverse("intake:take_in"), taken_in(**smuggled))

    taken = Document.objects.get()
    assert (taken.office_id, taken.owner) == (officer.unit_id, "GOVERNMENT")
    assert taken.registered_by_id == officer.person_id


def test_a_claim_carries_no_state_and_no_progress(client):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    given = {"statement": "全部完工", "state": "ARCHIVED", "progress": "100", "once": str(uuid4())}

    sign_in(client, the("局长", LEAD)).post(f"/matters/{matter.number}/claim/", given)

    matter.refresh_from_db()
    assert (matter.state, matter.progress) == (S.CLAIMED, 0)


def test_a_person_who_is_registered_gets_no_rights_by_it(client):
    keeper = someone_of("市政府办公室", "系统管理员")
    given = {
        "username": "newcomer", "name": "新人", "is_superuser": "1", "is_staff": "1",
        "must_change_password": "", "password": "known to me", "once": str(uuid4()),
    }  # fmt: skip

    response = sign_in(client, keeper).post(reverse("organisation:new", args=["person"]), given)

    newcomer = Person.objects.get(username="newcomer")
    assert response.status_code == 200
    assert newcomer.must_change_password
    assert not newcomer.check_password("known to me")
    assert not getattr(newcomer, "is_superuser", False)


def test_the_key_of_somebody_elses_post_does_nothing(client):
    matter = a_matter(S.IN_PROGRESS, at=timezone.now())
    key = str(uuid4())
    address = f"/matters/{matter.number}/report/"
    given = {"progress": "已通水五公里", "percent": "20", "once": key}
    sign_in(client, the("联络员", LEAD)).post(address, given)

    response = sign_in(Client(), the("承办人", LEAD)).post(address, given | {"percent": "90"})

    assert response.status_code == 409
    assert matter.reports.count() == 1


def test_script_in_a_title_stays_words(client):
    sign_in(client, the("督查员")).post(reverse("intake:take_in"), taken_in(title=SCRIPT))
    taken = Document.objects.get()

    for address in ("/docs/", reverse("intake:document", args=[taken.pk])):
        text = client.get(address).text
        assert ("<script>alert" in text, "{{ 7*7 }}" in text) == (False, True)


@pytest.mark.parametrize("address", ["/docs/", "/ledger/", "/organisation/"])
@pytest.mark.parametrize("asked", ["' OR 1=1 --", "%", "_", '"><script>alert(1)</script>'])
def test_a_search_finds_words_and_nothing_else(client, address, asked):
    matter = a_matter(S.ASSIGNED)
    sign_in(client, the("主任"))

    response = client.get(address, {"q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert matter.title not in response.text


def test_a_formula_in_a_title_is_written_into_the_workbook_as_words(client):
    opened = a_settled_list()
    draft = opened.drafts.get(verdict="ACCEPTED")
    draft.title = '=HYPERLINK("http://evil.example","看")'
    draft.save()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    response = sign_in(client, the("主任")).get(reverse("breakdown:list_excel", args=[opened.pk]))

    with ZipFile(BytesIO(response.content)) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    assert any("HYPERLINK" in part for part in parts)
    assert not any("<f>" in part or "<f " in part for part in parts)


def test_rows_of_another_notice_cannot_be_signed_for(client):
    matter = a_matter(S.ASSIGNED)
    own, other = (matter.list.notices.get(unit=unit_named(name)) for name in (LEAD, ASSIST))
    given = {"rows": [str(other.parts.get().pk)], "section": "科", "handler": "人"}

    address = reverse("breakdown:sign", args=[own.pk])
    response = sign_in(client, the("联络员", LEAD)).post(address, given)

    assert response.status_code == 422
    assert Receipt.objects.count() == 0
