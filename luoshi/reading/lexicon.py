"""The words by which an order is told from a report, a reason or a slogan; one pass over the text.

Each word has one sort. What a sort counts for is measured and stands in `weights`.
"""

import re
from collections.abc import Iterable, Iterator

# fmt: off
WORDS: dict[str, str] = {
    "MAKE": "制定 制订 编制 拟订 拟定 起草 出台 印发 建立 组建 成立 设立 修订 形成 提出 列出 "
    "编写 签订 建成 设置 拿出 明确 确定 制作 填写 下发 下达 "
            "制发 修改 制定出台 研究制定 研究提出 设计 绘制 汇编 出具 做出 作出 草拟 编印 筹建",
    "BETTER": "健全 完善 优化 深化 规范 改革 推行 推广 建立健全 升级 放宽 简化 取消 压减 压缩 "
    "缩短 降低 统一 整合 放开 精简",
    "PUSH": "推动 推进 促进 提升 提高 加快 加强 加大 强化 深入开展 扩大 支持 鼓励 引导 增加 "
    "扶持 打造 营造",
    "REPORT": "报送 上报 报告 报备 备案 反馈 通报 汇报 函告 答复 回复 公布 公示 公开 送交 报经 "
    "答覆 回覆 函覆 提请 审定 抄送 抄报 函复 报省 报市 报县 "
              "报区 报国务院 送审 呈报 前报 前将 情况报 告知 补报 销号 公告",
    "CHECK": "督查 督办 检查 抽查 排查 核查 核实 验收 复查 审计 评估 考核 监督 督促 督导 巡查 "
    "调度 摸底 摸排 评查 巡视 清查 监测 监管 暗访 明察暗访 "
             "复核 审查 评议 讲评 研判 跟踪 复检 走访",
    "PUNISH": "约谈 问责 追究 处罚 查处 免职 通报批评 责令 取缔 严惩 诫勉 曝光 追责 处分 移送 "
    "予以扣分 给予扣分 "
    "依法处理 严肃处理 打击 挂牌督办 一票否决 倒查 扣减",
    "DO": "完成 开工 竣工 新建 新增 改造 实施 开展 组织 清理 整治 整改 办理 办结 拨付 落实 安排 "
    "启动 举办 召开 培训 引进 培育 选拔 淘汰 实现 达到 "
          "纳入 移交 登记 申报 建设 配备 购置 安装 承担 受理 交付 投入使用 投产 修复 治理 划定 "
          "受理 换发 执行 保障 配合 协助 会同 牵头 负责 参与 "
          "协调 研究 细化 分解 倒排 对照 梳理 认领 对接 征求 收集 开发 筹集 淘汰 试点 抽调 指导 "
          "服务 宣传 做好 抓好 选派 派驻 更新 保护 防止 "
          "控制 处理 处置 调整 收回 解决 结算 指定 设在 担任 主持 投放 化解 编排 建档 入库 挂图 "
          "销账 推送 发放 资助 培养 采取 运用 履行 停工 疏散",
    "BAN": "不得 严禁 禁止 一律 不再 不准 杜绝 决不 绝不 决不允许 严控 从严控制 不要 只能",
    "PAPER": "方案 办法 清单 台账 台帐 计划 制度 机制 细则 规划 预案 时间表 路线图 意见 报告 "
    "通知书 通知单 目录 名单 档案 标准 规定 体系 责任书 协议 "
             "领导小组 工作组 专班 数据库 平台 系统 规则 章程 任务书 材料 台本 指南 纪要 专报 说明",
    "MUST": "要 须 必须 应 应当 务必 需要 需 请 一定要",
    "WILL": "将 拟 正在 将继续 计划 争取 力争 正",
    "SURE": "确保 切实 努力 不断 真正 全力 着力 有效 力求 力促 以便 做到 形成",
    "ATTITUDE": "高度重视 统一思想 提高认识 增强 意识 认识 精神 自觉 牢记 牢固树立 坚定 坚持 "
    "始终 认真学习 学习 领会 贯彻 勇于 敢于 责任感 使命 使命感 "
                "信心 决心 作风 氛围 合力 担当 观念 大局 站位 紧迫感 坚决 以身作则 率先垂范 "
                "自觉性 思想 信念 初心 积极性 主动性 团结 凝心聚力 攻坚克难 真抓实干 "
                "抓落实 狠抓 扎实 埋头苦干 廉洁 清醒 树立 摆上 切入点 着力点 动力 活力 热情 "
                "出发点 落脚点 下功夫 下工夫 头等大事 "
                "密切配合 各负其责 通力合作 加强领导 精心组织 落到实处 深刻",
    "PAST": "当时 已 已经 取得 近年来 去年 过去 以来 得到 刚才 成效 圆满 明显 显著 有力 成绩 上周 "
    "去年以来 曾 业已 共有 完成了 开展了 进行了 制定了 召开了 组织了 "
            "实现了 形成了 推进了 建立了 出台了 达到了 表扬 肯定 收悉 听取了 有效地 了",
    "DEFECT": "存在 不足 不够 不力 不到位 问题 缺乏 滞后 有的 一些 个别 部分 有些 困难 现象 "
    "缓慢 严峻 突出 差距 薄弱 隐患 缺口 弱化 难以 矛盾 流于形式",
    "REASON": "因为 由于 如果 就是 不是 没有 为什么 也是 既是 意味着 正是 说明 才能 必然 所谓 "
    "是 这是 关键 重要 主要 根本 基础 目的 意义 有利于 对于 "
              "不仅 而且 但是 实际上 其实 可以说 可能 怎么 什么 有助于 事关",
    "WE": "我们 我 大家 同志们 同志 咱们 你们 我想 我认为 我觉得 我理解 希望 让 人民",
    "QUOTE": "指出 强调指出 总书记 讲话 重要指示 重要论述 会议精神 报告指出 批示 党中央",
    "MAY": "可 可以 允许 鼓励 有条件",
    "SPOKE": "强调 要求 如下 提出要求 部署",
    "SCORE": "得分 扣分 分值 满分 加分 扣完为止 得满分 不得分 扣 得",
    "EACH": "逐一 逐项 逐个 逐户 全部 全面 均 都 逐宗 逐条 分别 层层 每个 每条 每件 每项",
    "SOON": "尽快 抓紧 及时 立即 尽早 加快 限期 按时 如期 适时 同步 尽早",
    "ACCEPT": "同意 批准 原则同意 会议同意 通过",
    "ASKED": "请求 恳请 来函 反映 咨询 建议你 你们提出 您提出",
    # Words that only look as if a word above stood in them.
    "NONE": "人均 平均 年均 户均 均衡 可支配 可持续 可行性 可靠 需求 应用 应急 应对 响应 相应 "
    "反应 对应 适应 供应 要素 要点 要害 摘要 概要 必要 请示 申请 邀请 "
            "请假 将来 了解 为了 除了 正式 正常 正确 公正 改正 修正 纠正 端正 正面 出让 转让 "
            "人民政府 人民法院 人民检察院 人民银行 人民币 人民团体 人民代表 "
            "问题清单 问题台账 建设局 建设厅 建设部 审计局 审计署 监管局 改革委 改革局 宣传部 "
            "组织部 保障局 保障部 服务局 服务中心 管理局 执法局 监督局 "
            "督查室 督查组 考核办 整改办 指挥部 协调委 合作社 开发区 开发商 建设单位 施工单位 "
            "监理单位 责任单位 牵头单位 配合单位 挂牌督办单位 督办单位 承办单位 主办单位 "
            "检察院 公安局 发展改革 领导小组办公室 会议 会场 实施方案 会商",
    "RESULT": "纳入 作为 依据 考核范围 年度考核 绩效考核 评先评优 挂钩 选拔任用",
}
# fmt: on
SORT_OF = {word: sort for sort, words in WORDS.items() for word in words.split()}


# So many first characters are tried one after another; all of them would be hundreds.
_TRIED = 45


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for one of many words, tried in their order.

    After its first character a word may be a pattern itself.

    Words are grouped by their first characters, and these by the dozen, so that a place where no
    word begins costs one step, and one where a word may begin a few.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    heads = sorted(tails)
    parts = []
    for first in range(0, len(heads), _TRIED):
        group = heads[first : first + _TRIED]
        whole = "|".join(f"{head}(?:{'|'.join(tails[head])})" for head in group)
        parts.append(f"(?=[{''.join(group)}])(?:{whole})")
    return f"(?=[{''.join(heads)}])(?:{'|'.join(parts)})"


_FINDER = re.compile(one_of(sorted(SORT_OF, key=len, reverse=True)))


def hits_of(text: str) -> Iterator[tuple[str, str]]:
    """Find the words of the lexicon in a few words, each with its sort."""
    for found in _FINDER.finditer(text):
        yield found[0], SORT_OF[found[0]]


def hits_in(text: str) -> Iterator[tuple[int, str]]:
    """Find the words of the lexicon with their sorts, in order, the longer word first."""
    for found in _FINDER.finditer(text):
        sort = SORT_OF[found[0]]
        if sort != "NONE":
            yield found.start(), sort
