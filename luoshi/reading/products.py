"""成果 The paper, list, plan, system or body that a task has to produce."""

import re

_PAPER = (
    r"(?:实施方案|工作方案|方案|办法|清单|台[账帐]|计划|制度|机制|细则|规划|预案|时间表|路线图"
    r"|意见|报告|通知书|通知单|目录|名单|档案|标准|体系"
    r"|责任书|责任状|协议|领导小组|工作小组|工作组|专班|数据库|平台|系统|规则|章程|任务书|材料"
    r"|指南|纪要|专报|说明|库|表|队|措施|指标|对策|结论|证书)"
)
_MADE = re.compile(
    r"(?:研究制定|制定|制订|编制|拟订|拟定|起草|出台|建立健全|建立完善|建立|健全|完善|组建|成立"
    r"|设立|修订完善|修订|形成|提出|列出|编写|签订|制作|填写"
    r"|下发|下达|拿出|开发|汇编|梳理公布|公布|报送|作出|明确|出具|提交|上报|设置)(?:完善|公布"
    r"|并公布|完成|出台|好)?(?:了|相应的?|具体的?)?"
    rf"(?!的)(?P<what>(?:《[^《》]{{1,40}}》|[^，。；：《》]{{0,32}}{_PAPER}))(?:（[^（）]{{1,8}}）)?"
)
_SENT = re.compile(
    r"(?:将|把)(?P<what>[^，。；：]{1,28}?)(?:及时|一并|按时|书面|定期|于.{1,10})?(?:上报|报送"
    r"|报告|报经|反馈|函告|通报|报(?=[省市县区州国])|报(?=.{1,20}$))"
)
_STATE = re.compile(
    r"(?P<what>[^，。；：于]{0,10}(?:情况|结果))(?:于|在|[^，。；：]{0,14}前).{0,24}报"
)


def product_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find what the task has to produce, or None."""
    for pattern in (_MADE, _SENT, _STATE):
        found = pattern.search(text, start, end)
        if found:
            return found.span("what")
    return None
