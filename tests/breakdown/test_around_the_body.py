"""格式要素: a list of copies or a signature is never proposed as a matter."""

import pytest

from luoshi.breakdown.operations import lists
from tests import road
from tests.road import the
from tests.world import MONDAY_NINE

pytestmark = pytest.mark.django_db
NOTICE = (
    "澄川市人民政府文件\n澄政发〔2026〕5号\n澄川市人民政府关于防汛工作的通知\n各县区人民政府：\n"
    "由市住建局牵头，6月20日前完成18处易涝点整治。\n附件：1.由市水务局牵头，9月底前完成清淤120公里\n"
    "澄川市人民政府\n2026年5月29日\n"
    "抄送：市委办公室，由市财政局牵头6月30日前完成拨付100万元。\n"
)


def test_what_stands_around_the_body_is_not_proposed():
    document = road.a_document(text=NOTICE)

    opened = lists.open_list(document, by=the("督查员"), at=MONDAY_NINE)

    [draft] = opened.drafts.all()
    assert "易涝点整治" in draft.requirement
