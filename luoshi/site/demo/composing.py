"""Papers put together by a seeded hand from a book of tasks, so that a town is as large as asked.

The tasks are the town's own (texts/tasks.txt); which of them a meeting takes up, with what figure
and by what day, is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from luoshi.intake.terms import SourceType
from luoshi.site.demo import city
from luoshi.site.demo.calendar import raw
from luoshi.site.demo.decisions import Decision

# The unit the demo's visitors play leads only what was told by hand, but for the past.
PLAYED_UNTIL = 230
TOPICS = (
    "民生实事推进", "安全生产和隐患排查", "重点项目建设", "生态环境问题整改", "营商环境优化",
    "乡村振兴", "城市精细化管理", "产业转型升级", "秋冬季风险防范", "公共服务提升",
)  # fmt: skip
SITUATIONS = (
    "关于部分镇街群众集中反映问题的来信摘报",
    "关于省级媒体报道有关问题的舆情快报",
    "关于一季度重点指标运行情况的分析专报",
    "关于基层调研发现问题的情况专报",
    "关于人大代表视察所提意见的专报",
    "关于近期投诉热点的分析专报",
)
INSTRUCTIONS = (
    "所提问题要逐条核实，请牵头单位拿出整改方案，限时办结。",
    "此事群众关切，请有关部门马上就办，结果报我。",
    "请分管同志牵头研究，既解决眼前问题，也要建立长效机制。",
    "数据不会说谎，请认真对照差距，一项一项补上来。",
    "请督查室跟踪督办，办理情况适时通报。",
    "同意所提建议，请抓紧组织实施，务求实效。",
)
OPENINGS = (
    "会议听取了有关工作情况汇报，研究了下一步工作。",
    "会议传达学习了上级有关部署，结合我市实际研究了贯彻意见。",
    "会议通报了前一阶段工作进展，分析了存在的问题。",
)
CLOSINGS = (
    "会议要求，各级各部门要提高站位，狠抓落实。",
    "会议强调，要加强统筹协调，形成工作合力。",
    "会议要求，有关部门要各司其职、密切配合，确保各项任务落到实处。",
)
CADENCES = ("", *("，每月报送进展",) * 4, "，每10天报送一次进展", "，按季报送进展")


@dataclass(frozen=True)
class Task:
    """A line of the book: who leads, who helps, what is to be done and between which figures."""

    lead: str
    assist: tuple[str, ...]
    words: str
    least: int
    most: int


def book() -> list[Task]:
    """Return the tasks the town knows."""
    lines = [line.split("|") for line in raw("tasks").splitlines()]
    return [
        Task(lead, tuple(assist.split()), words, int(least), int(most))
        for lead, assist, words, least, most in lines
    ]


class Composer:
    """Writes papers until they hold as many tasks as asked; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.hand = Random(seed)
        self.tasks = book()
        self.names = {place.code: place.short_name for place in city.places()}
        self.counties = [place.short_name for place in city.places() if place.kind == "COUNTY"]
        self.written: set[str] = set()

    def papers(self, number: int, *, days: int) -> list[Decision]:
        """Return papers with that many tasks in all, spread over the days before the end."""
        sizes: list[int] = []
        while number > 0:
            sizes.append(min(self.hand.choice((3, 5, 6, 8, 9)), number))
            number -= sizes[-1]
        step = (days - 8) / max(len(sizes), 1)
        return [
            self._paper(tasks, days - 1 - round(place * step)) for place, tasks in enumerate(sizes)
        ]

    def _paper(self, tasks: int, days_ago: int) -> Decision:
        if tasks <= 3:
            return self._instruction(tasks, days_ago)
        topic = self.hand.choice(TOPICS)
        if tasks == 5 and self.hand.random() < 0.6:
            title, room, series = f"关于{topic}专项工作的方案", "SWDC", "澄委办"
            body = ["为深入推进有关工作，制定本方案。", *self._lines(tasks, days_ago)]
            source, kind = SourceType.UPPER_DOCUMENT, "ordinary"
            closing = "请各级各部门结合实际认真贯彻执行。"
        else:
            title, room, series = f"关于{topic}的会议纪要", "SFDC", "澄政纪"
            body = [self.hand.choice(OPENINGS), *self._lines(tasks, days_ago)]
            source, kind = SourceType.MINUTES, "meeting_item"
            closing = self.hand.choice(CLOSINGS)
        words = "\n".join((title, "", *body, closing, ""))
        return Decision(title, words, source, kind, days_ago, series, room=room)

    def _instruction(self, tasks: int, days_ago: int) -> Decision:
        title = self.hand.choice(SITUATIONS)
        lines = self._lines(tasks, days_ago)
        words = "\n".join((title, "", "现将有关情况和建议报告如下。", *lines, ""))
        said = (self.hand.randrange(len(city.LEADERS)), self.hand.choice(INSTRUCTIONS))
        return Decision(
            title, words, SourceType.INSTRUCTION, "instruction", days_ago, "澄政督专报",
            instruction=said,
        )  # fmt: skip

    def _lines(self, number: int, days_ago: int) -> list[str]:
        return [self._line(days_ago) for _one in range(number)]

    def _line(self, days_ago: int) -> str:
        task, words = self._task(days_ago)
        lead = self.names[task.lead]
        helps = "、".join(self.names[code] for code in task.assist)
        due, cadence = self._due(days_ago), self.hand.choice(CADENCES)
        return self.hand.choice(
            (
                f"由{lead}牵头，{helps}配合，{due}前{words}{cadence}。",
                f"由{lead}牵头，{helps}配合，{due}前{words}{cadence}。",
                f"会议决定，由{lead}牵头，{helps}配合，在{due}前{words}{cadence}。",
                f"责成{lead}会同{helps}于{due}前{words}{cadence}。",
            )
        )

    def _task(self, days_ago: int) -> tuple[Task, str]:
        """Draw a task and its words: none twice, none yet for the unit that is played."""
        while True:
            task = self.hand.choice(self.tasks)
            if task.lead == city.PLAYED and days_ago < PLAYED_UNTIL:
                continue
            number = self.hand.randint(task.least, task.most)
            number = number if number < 40 else number // 10 * 10
            place = self.hand.choice(self.counties)
            words = task.words.replace("{n}", str(number)).replace("{p}", place)
            if words not in self.written:
                self.written.add(words)
                return task, words

    def _due(self, days_ago: int) -> str:
        """Return a day to be put in: mostly the end of a month, else a day of its own."""
        if self.hand.random() < 0.6:
            return f"{{m{self.hand.choice((1, 2, 2, 3, 3, 4, 5, 6))}}}月底"
        return f"{{d{self.hand.randrange(25, 150) - days_ago}}}"


def composed(number: int, *, days: int, seed: int) -> Iterator[Decision]:
    """Yield papers with that many tasks in all, the oldest first."""
    yield from Composer(seed).papers(number, days=days)
