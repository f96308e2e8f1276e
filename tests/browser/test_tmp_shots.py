"""tmp"""
from datetime import timedelta
import pytest
from django.utils import timezone
from luoshi.timelimits.here import day_here
from luoshi.assessment.operations import ballots
from tests.assessment.asked import *
from tests.assessment.test_appraisals import SATISFIED
from tests.world import someone_of
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
def test_shots(page_of, open_page, transactional_db):
    until = day_here(timezone.now()) + timedelta(days=9)
    a_closed({"dissatisfied": 6}, span="2025")
    closed = a_closed({"satisfied": 3, "basically": 2, "dissatisfied": 7, "unknown": 1})
    opened, tokens = an_appraisal(4, until=until, paper_issued=30, title="2026年度基层站所满意度测评")
    vote(tokens[0], "satisfied", at=timezone.now())
    ballots.count_paper(opened, 21, counts(opened, 12, 5, 3, 1), by=assessor(), at=timezone.now())
    draft = a_draft(title="2026年度党组织书记述职评议", scale="GRADES", until=until)
    wide = {"viewport": {"width": 1440, "height": 900}}
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    page = page_of(assessor("复核员"), **wide)
    def shot(page, name, to=None):
        if to: page.goto(to)
        page.screenshot(path=f"/tmp/ballot-shots/{name}.png", full_page=True)
    base = "/assess/appraisals/"
    shot(page, "list", base)
    shot(page, "closed", f"{base}{closed.pk}/")
    shot(page, "open", f"{base}{opened.pk}/")
    shot(page, "paper", f"{base}{opened.pk}/paper/")
    shot(page, "form", f"{base}{draft.pk}/edit/")
    page.goto(f"{base}{draft.pk}/")
    page.fill("[name=number]", "11"); page.get_by_role("button", name="生成并打印").click(); page.wait_for_selector(".a4")
    shot(page, "slips")
    dark = page_of(head(), color_scheme="dark", **wide); shot(dark, "closed-dark", f"{base}{closed.pk}/")
    ph = page_of(someone_of("市住建局", "局长"), **phone); shot(ph, "closed-phone", f"{base}{closed.pk}/")
    b = open_page(**phone); shot(b, "ballot", f"/ballot/{tokens[1]}/"); shot(b, "ballot-used", f"/ballot/{tokens[0]}/")
    b.goto(f"/ballot/{tokens[2]}/"); b.get_by_role("button", name="English").click(); shot(b, "ballot-en", f"/ballot/{tokens[2]}/")
