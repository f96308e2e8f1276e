"""清除: one administrator asks, another confirms, the words are gone and every proof stands."""

import pytest
from django.urls import reverse

from luoshi.intake.models import Document
from luoshi.trail import checking, files
from luoshi.trail.home import create_key
from luoshi.trail.models import PurgeRequest
from luoshi.trail.operations import sign_head
from tests.road import a_document
from tests.world import MONDAY_NINE, person_behind, someone_of

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(client, title):
    client.force_login(person_behind(someone_of("市政府办公室", title)))
    return client


def asked(client, document):
    said = {
        "kind": "document",
        "thing_id": str(document.pk),
        "reason": "误录入个人信息",
        "once": "k1",
    }
    return signed_in(client, "系统管理员").post(reverse("shell:purges"), said)


def test_two_administrators_purge_a_document_and_the_trail_still_verifies(client, home):
    document = a_document()
    asked(client, document)
    wanted = PurgeRequest.objects.get()

    signed_in(client, "安全管理员").post(reverse("shell:confirm_purge", args=[wanted.pk]))

    document.refresh_from_db()
    assert document.text == ""
    assert document.title == "（已清除）"
    with pytest.raises(files.FilePurged):
        files.read(document.file)
    create_key()
    head = sign_head(at=MONDAY_NINE)
    assert checking.check(head).findings.count == 0


def test_the_original_of_what_was_purged_is_refused_with_its_sentence(client, home):
    document = a_document()
    asked(client, document)
    signed_in(client, "安全管理员").post(
        reverse("shell:confirm_purge", args=[PurgeRequest.objects.get().pk])
    )
    client.force_login(person_behind(someone_of("市政府督查室", "督查员")))

    answer = client.get(reverse("intake:original", args=[document.pk]))

    assert answer.status_code == 409
    assert f"该文件已被清除（摘要 {document.file.digest}）" in answer.content.decode()
    assert client.get(reverse("intake:document", args=[document.pk])).status_code == 200
    assert client.get(reverse("breakdown:workbench", args=[document.pk])).status_code == 200


def test_the_one_who_asked_may_not_confirm(client, home):
    document = a_document()
    asked(client, document)
    wanted = PurgeRequest.objects.get()

    answer = client.post(reverse("shell:confirm_purge", args=[wanted.pk]))

    assert answer.status_code == 409
    assert "另一名管理员" in answer.content.decode()
    assert Document.objects.get(pk=document.pk).text != ""


@pytest.mark.parametrize("unknown", ["没有这份文件", "01a200d4-ac5f-7167-abaf-cf379cb293b2"])
def test_nobody_asks_for_what_is_not_there(client, home, unknown):
    said = {"kind": "document", "thing_id": unknown, "reason": "误录入"}

    answer = signed_in(client, "系统管理员").post(reverse("shell:purges"), said)

    assert answer.status_code == 409
    assert f"没有可以清除的内容：document {unknown}" in answer.content.decode()
    assert not PurgeRequest.objects.exists()


def test_pressing_twice_asks_once(client, home):
    document = a_document()

    asked(client, document)
    asked(client, document)

    assert PurgeRequest.objects.count() == 1


def test_the_page_is_not_there_for_anyone_else(client):
    client.force_login(person_behind(someone_of("市政府督查室", "主任")))

    assert client.get(reverse("shell:purges")).status_code == 404
