"""What the entries of a large catalog say: the same texts in every run.

The words are few, so that many entries have each: the worst case for a search.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BREADTH = (5, 8, 10)
UNITS = 10
WORD_SHARE = 0.43
COMMON_WORD = "budget"
CHINESE = (
    "供水 排水 节水 水质 水价 管网 泵站 河道 防汛 水源 污水 处理 检测 行政 许可",
    "处罚 预算 公开 决算 采购 招标 工程 建设 维修 改造 验收 规划 计划 统计 年报",
    "通知 公告 办法 规定 标准 指南 服务 投诉 咨询 培训 安全 应急 演练 督查 河长",
)
ENGLISH = (
    "water supply drainage quality price network station river flood source sewage treatment",
    "test licence penalty disclosure account purchase tender project building repair renewal",
    "inspection plan statistics yearbook notice measure rule standard guide service complaint",
    "inquiry training safety emergency exercise district",
)
CHINESE_WORDS = " ".join(CHINESE).split()
ENGLISH_WORDS = " ".join(ENGLISH).split()
SEARCHED = ["行政", "预算", "供水", "水质", "节水", "许可", "年报", "培训"]
FIRST_DAY = date(2016, 1, 4)
DAYS = 3650


@dataclass(frozen=True)
class Text:
    """One entry; ``leaf`` is the code of its category."""

    key: str
    leaf: str
    unit: str
    title: str
    summary: str
    body: str
    number: str
    created_on: date

    @property
    def everything(self) -> str:
        return f"{self.title}\n{self.summary}\n{self.body}"


def categories() -> Iterator[tuple[str, str, int]]:
    """Code, code of the parent, and level of each category, parents first."""
    parents = [""]
    for level, number in enumerate(BREADTH, 1):
        codes = []
        for parent in parents:
            for position in range(number):
                codes.append(f"{parent}{position + 1:02d}")
                yield codes[-1], parent, level
        parents = codes


LEAVES = [code for code, _parent, level in categories() if level == len(BREADTH)]


def texts(first: int, number: int) -> Iterator[Text]:
    """The entries from position ``first`` on."""
    for position in range(first, first + number):
        yield _text(position)


def _text(position: int) -> Text:
    chance = random.Random(position)  # noqa: S311
    sentences = []
    for _sentence in range(12):
        sentences.append("".join(chance.choices(CHINESE_WORDS, k=8)) + "。")
        sentences.append(" ".join(chance.choices(ENGLISH_WORDS, k=6)).capitalize() + ".")
    if chance.random() < WORD_SHARE:
        sentences.append(f"The {COMMON_WORD}.")
    return Text(
        key=f"K{position:06d}",
        leaf=LEAVES[position % len(LEAVES)],
        unit=f"U{chance.randrange(UNITS)}",
        title=f"{''.join(chance.choices(CHINESE_WORDS, k=4))}{position}",
        summary=f"{''.join(chance.choices(CHINESE_WORDS, k=8))} {chance.choice(ENGLISH_WORDS)}",
        body=" ".join(sentences),
        number=f"水〔{2016 + position % 10}〕{position}号",
        created_on=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
    )
