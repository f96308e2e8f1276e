"""提醒的各页: settings, digest, dead letters, health, each to whom it belongs; no address shows."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from luoshi.breakdown import jobs as breakdown
from luoshi.breakdown.terms import MatterState as S
from luoshi.queue.models import Job
from luoshi.queue.terms import State
from luoshi.shell import digests, health
from luoshi.shell.models import Channel, Digest, Dispatch, Message, QuietHours
from luoshi.shell.terms import Failure, Standing
from luoshi.timelimits.here import day_here
from luoshi.trail.models import Entry
from tests.road import LEAD, a_matter, the
from tests.shell.pages import alerts, sign_in
from tests.shell.test_digest import ON_THE_DAY
from tests.shell.test_outbox import MAIL, TOKEN, a_robot, administrator, an_address
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of, unit_named

pytestmark = pytest.mark.django_db
DIGEST = "/inbox/digests/2026-09-30/"


def dead_letters(number=1):
    """Lay the liaison's digest mails of some mornings among the dead."""
    liaison = the("联络员", LEAD)
    channel = an_address(liaison)
    for on in range(number):
        at = TUESDAY_NINE + timedelta(days=on)
        held = Digest.objects.create(person_id=liaison.person_id, day=day_here(at), at=at)
        Dispatch.objects.create(
            channel=channel, digest=held, standing=Standing.DEAD, failure=Failure.REFUSED,
            answered=550, laid_at=at, try_at=at, ended_at=at, attempts=5,
        )  # fmt: skip
    return list(Dispatch.objects.all())


def a_failed_job():
    return Job.objects.create(
        task="luoshi.shell.jobs.send", queue="default", state=State.FAILED, attempts=5,
        finished_at=MONDAY_NINE, error_class="ValueError", last_error="澄河路的事",
    )  # fmt: skip


def test_a_digest_shows_its_reader_each_line_with_its_reason_and_is_read_by_that(client):
    matter = a_matter(S.IN_PROGRESS)
    digests.lay(at=ON_THE_DAY)
    sign_in(client, the("联络员", LEAD))

    page = client.get(DIGEST)

    assert page.status_code == 200
    assert matter.title in page.text and "牵头单位联络员：亮灯到" in page.text
    mine = Message.objects.filter(why="DIGEST", person=the("联络员", LEAD).person_id)
    assert [one.read_at is not None for one in mine] == [True]


def test_a_digest_is_nobody_elses(client):
    a_matter(S.IN_PROGRESS)
    digests.lay(at=ON_THE_DAY)

    assert sign_in(client, the("联络员", "岚溪县")).get(DIGEST).status_code == 404
    assert sign_in(client, administrator()).get(DIGEST).status_code == 404
    assert client.get("/inbox/digests/tomorrow/").status_code == 404


def test_an_address_is_set_and_never_shown_again(client):
    sign_in(client, the("联络员", LEAD))

    answer = client.post("/reminders/", {"address": MAIL, "digest": "on"}, follow=True)

    assert answer.status_code == 200
    assert MAIL not in answer.text
    held = Channel.objects.get()
    assert (held.takes_digest, held.takes_urgings) == (True, False)
    client.post("/reminders/stop/")
    assert Channel.objects.get().sealed == ""


def test_what_is_no_address_is_asked_for_again(client):
    sign_in(client, the("联络员", LEAD))

    assert client.post("/reminders/", {"address": "no address"}).status_code == 422
    answer = client.post("/reminders/", {"address": "", "digest": "on"})
    assert (answer.status_code, alerts(answer)) == (409, ["请填写电子邮件地址"])


def test_quiet_hours_are_kept_within_the_bounds(client):
    sign_in(client, the("联络员", LEAD))

    assert client.post("/reminders/quiet/", {"begins": "21:00", "ends": "07:00"}).status_code == 302
    refused = client.post("/reminders/quiet/", {"begins": "08:30", "ends": "08:00"})

    assert (refused.status_code, alerts(refused)) == (
        409, ["免打扰时段须在18:00至次日09:00之间"]
    )  # fmt: skip
    assert str(QuietHours.objects.get()) == "21:00–07:00"


def test_the_administrator_sets_a_robot_and_its_address_is_never_shown(client):
    sign_in(client, administrator())
    given = {"unit": str(unit_named(LEAD).pk), "kind": "WECOM", "address": TOKEN}

    answer = client.post("/robots/", given, follow=True)

    assert str(unit_named(LEAD)) in answer.text and TOKEN not in answer.text
    assert Channel.objects.get().unit == unit_named(LEAD)


def test_dead_letters_say_why_and_hold_no_word_of_a_matter(client):
    matter = a_matter(S.IN_PROGRESS)
    [letter] = dead_letters()
    sign_in(client, administrator())

    page = client.get("/outbox/").text

    assert "对方服务器拒收（答复550）" in page and "试了5次" in page
    assert matter.title not in page and matter.number not in page and MAIL not in page
    client.post(reverse("shell:send_again", args=[letter.pk]))
    letter.refresh_from_db()
    assert (letter.standing, letter.attempts) == (Standing.WAITING, 0)


def test_what_was_sent_again_meanwhile_is_not_thrown_away(client):
    [letter] = dead_letters()
    Dispatch.objects.update(standing=Standing.WAITING, failure="")

    answer = sign_in(client, administrator()).post(reverse("shell:drop_letter", args=[letter.pk]))

    assert (answer.status_code, alerts(answer)) == (409, ["这条不在未发出之列"])


def test_the_page_of_dead_letters_asks_as_much_for_one_as_for_three(client):
    dead_letters(1)
    sign_in(client, administrator())
    client.get("/outbox/")
    with CaptureQueriesContext(connection) as one:
        client.get("/outbox/")
    Digest.objects.all().delete()
    dead_letters(3)
    with CaptureQueriesContext(connection) as three:
        client.get("/outbox/")

    assert len(one) == len(three)


def test_a_failed_job_is_run_again_or_thrown_away_and_its_words_are_read_by_nobody(client):
    job, other = a_failed_job(), a_failed_job()
    sign_in(client, administrator())

    page = client.get("/health/").text
    client.post(reverse("shell:run_again", args=[job.pk]))
    client.post(reverse("shell:throw_away", args=[other.pk]))

    assert "ValueError" in page and "澄河路" not in page
    assert [(one.pk, one.state) for one in Job.objects.all()] == [(job.pk, State.WAITING)]
    deeds = Entry.objects.filter(about_kind="job").values_list("deed", flat=True)
    assert sorted(deeds) == ["job.again", "job.throw_away"]


def test_the_other_administrators_look_and_do_not_touch(client):
    job = a_failed_job()
    sign_in(client, someone_of("市政府办公室", "审计管理员"))

    assert client.get("/health/").status_code == 200
    answer = client.post(reverse("shell:throw_away", args=[job.pk]))
    assert (answer.status_code, alerts(answer)) == (409, ["放弃任务须由系统管理员办理"])


def test_a_check_says_what_is_not_well_and_is_well_once_it_is_done():
    def well(key):
        return next(one.well for one in health.checks(at=TUESDAY_NINE) if one.key == key)

    before = well("clock_turned")
    breakdown.turn_day(at=TUESDAY_NINE - timedelta(hours=8))

    assert (before, well("clock_turned")) == (False, True)
    assert (well("dead_letters"), well("failed_jobs")) == (True, True)
    dead_letters()
    a_failed_job()
    assert (well("dead_letters"), well("failed_jobs")) == (False, False)


def test_mail_that_is_not_set_up_is_amiss_only_where_somebody_asked_for_mail(settings):
    def mail():
        return next(one for one in health.checks(at=TUESDAY_NINE) if one.key == "mail_set_up")

    a_matter(S.IN_PROGRESS)
    assert (mail().well, mail().said) == (True, "没有配置，不发邮件")

    an_address(the("联络员", LEAD))
    assert (mail().well, mail().said) == (
        False, "没有配置，1人填了邮箱，邮件不发，只有站内提醒",
    )  # fmt: skip
    settings.SMTP_HOST, settings.SMTP_FROM = "127.0.0.1", "luoshi@chengchuan.example"
    assert (mail().well, mail().said) == (True, "已配置")


def test_the_clock_is_missed_only_when_its_hour_has_passed():
    a_matter(S.IN_PROGRESS)
    breakdown.turn_day(at=TUESDAY_NINE)

    def well(at):
        return next(one.well for one in health.checks(at=at) if one.key == "clock_turned")

    midnight = TUESDAY_NINE + timedelta(hours=15, minutes=10)
    assert (well(midnight), well(midnight + timedelta(hours=1))) == (True, False)


def test_a_machine_is_told_well_or_not_and_nothing_else(client):
    a_matter(S.IN_PROGRESS)
    a_robot()

    answer = client.get("/healthz")

    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert {type(one) for one in told.values()} == {bool}
    assert TOKEN not in answer.text and str(Path.home()) not in answer.text


def test_a_machine_is_told_where_the_queue_stands_still(client):
    Job.objects.create(
        task="luoshi.shell.jobs.send", queue="default", run_after=now() - timedelta(hours=1)
    )

    answer = client.get("/healthz")

    assert (answer.status_code, json.loads(answer.content)["queue_lag"]) == (503, False)
