"""What is said where something is visible and the deed is not theirs, page by page of the doors."""

from tests.house import assessing, balloting, stepping

OPENER = "须由批准立项的领导或督查室主任（子事项由交办单位负责人）办理"
# Where something is visible and the deed is not theirs: the sentence that says whose it is.
KEEPERS = "须由督查室主任、秘书长或系统管理员办理"
REFUSALS: dict[str, str | set[str]] = {
    "shell:acting": "这个职务已经结束，或不由您担任。",
    "shell:confirm_purge": "清除须由提出人以外的另一名管理员确认",
    "shell:sign": "签收须由主送单位的联络员或主要负责人办理",
    "shell:note_instruction": "批示登记须由督查室办理",
    "shell:robots": "设置群机器人须由系统管理员办理",
    "shell:close_robot": "停用渠道须由系统管理员办理",
    "shell:send_again": "再次发送须由系统管理员办理",
    "shell:drop_letter": "作废须由系统管理员办理",
    "shell:run_again": "重新执行须由系统管理员办理",
    "shell:throw_away": "放弃任务须由系统管理员办理",
    "organisation:new unit": "设立最上级单位须由系统管理员办理",
    "organisation:new person": "登记人员须由系统管理员办理",
    "organisation:new group": "设立分组须由督查室主任、秘书长或系统管理员办理",
    "organisation:merge": "单位并入须由系统管理员办理",
    "organisation:deed units found": "设立下级单位须由系统管理员办理",
    "organisation:deed units rename": "更名须由系统管理员办理",
    "organisation:deed units alias": "登记别名须由系统管理员办理",
    "organisation:deed units place": "调整隶属须由系统管理员办理",
    "organisation:deed units amend": "更正登记须由系统管理员办理",
    "organisation:deed units close": "撤销单位须由系统管理员办理",
    "organisation:deed units post": "设立职务须由系统管理员或安全管理员办理",
    "organisation:deed units designate": "登记授权须由督查室主任或秘书长办理",
    "organisation:deed units office": "登记领导小组办公室须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed posts appoint": "任职须由系统管理员（管理员职务由安全管理员）办理",
    "organisation:deed posts end": "撤销职务须由系统管理员（管理员职务由安全管理员）办理",
    "organisation:deed posts sphere": "确定分管领域须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed terms hand-over": (
        "工作交接须由系统管理员（管理员任职由安全管理员、本人除外）办理"
    ),
    "organisation:deed terms end": "免职须由系统管理员（管理员任职由安全管理员、本人除外）办理",
    "organisation:deed terms stand-in": (
        "设置代行须由任职者本人、本单位或上级单位主要负责人或系统管理员（管理员职务由安全管理"
        "员）办理"
    ),
    "organisation:deed people reset": "重置密码须由安全管理员（本人除外）办理",
    "organisation:deed people deactivate": (
        "停用账号须由系统管理员或安全管理员（管理员账号由安全管理员、本人除外）办理"
    ),
    "organisation:deed people reactivate": "恢复账号须由安全管理员（本人除外）办理",
    "organisation:deed spheres hand-over": "调整分工须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed spheres end": "不再分管须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed groups change": "调整分组须由督查室主任、秘书长或系统管理员办理",
    "organisation:deed aliases withdraw": "撤回别名须由系统管理员办理",
    "organisation:deed stand-ins end": (
        "收回代行须由任职者本人、本单位或上级单位主要负责人或系统管理员（管理员职务由安全管理"
        "员）办理"
    ),
    "organisation:deed designations end": "终止授权须由督查室主任或秘书长办理",
    "organisation:deed offices end": "撤销领导小组办公室须由督查室主任、秘书长或系统管理员办理",
    "dues:limit": f"设定本地时限{KEEPERS}",
    "breakdown:cadences": f"设定类别频次{KEEPERS}",
    "dues:default": f"恢复默认时限{KEEPERS}",
    "dues:load": f"装入放假安排{KEEPERS}",
    "dues:take_in": f"装入放假安排{KEEPERS}",
    "dues:local": f"设定本地节假日{KEEPERS}",
    "dues:withdraw_local": f"撤回本地节假日{KEEPERS}",
    "dues:closed": f"设定封闭期{KEEPERS}",
    "dues:withdraw_closed": f"撤回封闭期{KEEPERS}",
    "dues:hours": f"设定办公时间{KEEPERS}",
    "intake:take_in": "收文登记须由督查室或经书面指定的单位办理",
    "intake:correct": "更正登记须由登记文件的督查室人员办理",
    "intake:note_instruction": "批示登记须由督查室办理",
    "breakdown:undo": "没有可以撤销的步骤",
    "breakdown:give_up": "这条草稿不在您手里",
    "breakdown:answer_for": "签发权限须由负责该清单的督查员或主任确定",
    "breakdown:send_back": "退回修改须由负责该清单的督查室主任办理",
    "breakdown:approve": "立项审批须由按签发权限签发该清单的领导或督查室主任办理",
    "shell:withdraw_feed": "没有在用的订阅地址",
    "breakdown:turn_lesson": "习得的叫法和用语由督查室主任撤回或恢复",
    "breakdown:issue": "分解交办须由负责该清单的督查室主任办理",
    "breakdown:bulk": "请先勾选事项",
    "breakdown:bulk_do": "请先勾选事项",
    "breakdown:revise": "请选择要变更的事项",
    "breakdown:sign": "签收须由主送单位的联络员或主要负责人办理",
    "reporting:review_report": (
        "审核通过须由督办该事项的督查员或主任（子事项由交办单位负责人），且不得是填报人办理"
    ),
    "reporting:report": "报送进展须由牵头单位办理",
    "reporting:report_draft": "报送进展须由牵头单位办理",
    "reporting:plan": "倒排工期须由牵头单位办理",
    "reporting:sign_report": "审签报送须由牵头单位负责人，且不得是填报人办理",
    "reporting:sign_slip": "签发须由牵头单位主要负责人办理",
    # With nothing of one's own unit among what is ticked, nothing is ticked.
    "reporting:sign_chosen": {
        "审签报送须由牵头单位负责人，且不得是填报人办理",
        "请先勾选要审签的报告",
    },
    "reporting:signing_rule": "报送方式须由单位主要负责人设定",
    "reporting:divide": "再分解须由牵头单位主要负责人或分管领导办理",
    "reporting:inspect": (
        "验收须由交办该子事项的单位主要负责人或分管领导，且不得是申请办结的人办理"
    ),
    "reporting:input": "提出协办意见须由责任、配合单位办理",
    "reporting:waive": "免除协办意见须由牵头单位主要负责人办理",
    "reporting:suspend": f"挂起{OPENER}",
    "reporting:prolong": f"继续挂起{OPENER}",
    "reporting:resume": f"恢复办理{OPENER}",
    "reporting:terminate": f"终止{OPENER}",
    "reporting:move_date": f"调整时限{OPENER}",
    "reporting:urge": (
        "催办须由督办该事项的督查员或主任（子事项由交办单位主要负责人或分管领导）办理"
    ),
    "reporting:submit": "呈批须由督办该事项的督查室主任办理",
    "reporting:reissue": "再次交办须由督办该事项的督查室主任办理",
    "reporting:claim": "申请办结须由牵头单位主要负责人办理",
    "reporting:return": "退回须由牵头单位主要负责人办理",
    "reporting:reassign": "重新交办须由督办该事项的督查室主任（子事项由交办单位负责人）办理",
    "reporting:insist": "驳回退回须由督办该事项的督查室主任（子事项由交办单位负责人）办理",
    "reporting:review": "初审通过须由督办该事项的督查员或主任，且不得是申请办结的人办理",
    "reporting:verify": (
        "核查通过须由督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其"
        "上级办理"
    ),
    "shell:agree": "同意办结须由呈批的领导办理",
    "shell:instruct": "批示再办须由呈批的领导办理",
    "reporting:complete": "批准办结须由督办该事项的督查室主任办理",
    "reporting:write_off": "销号须由督办该事项的督查室主任办理",
    "reporting:file": "归档须由督办该事项的归档员办理",
    "coordination:new_ask": "拟稿须由发起单位办理",
    "coordination:move_ask send": "签发须由发起单位主要负责人办理",
    "coordination:move_ask close": "收结须由发起单位办理",
    "coordination:press": "提醒静默单位须由发起单位办理",
    "coordination:reply": "答复须由主送单位办理",
    "coordination:decide_reply": "收讫须由发起单位办理",
    "reporting:reopen": "重新督办须由督办该事项的督查室主任办理",
    "coordination:ask_request": "申请延期须由牵头单位办理",
    "coordination:request": (
        "同意须由批准立项的领导或督查室主任（子事项由交办单位负责人），且不得是申请人办理"
    ),
    **stepping.REFUSALS,
}
REFUSALS |= assessing.REFUSALS
REFUSALS |= balloting.REFUSALS
