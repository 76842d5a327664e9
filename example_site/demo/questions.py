"""Questions of citizens and their answers: texts of the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ASKING = ("申请公开", "Asking for information")
WINDOWS = ("受理窗口", "Where to ask")
CATALOG = ("目录和查阅", "The catalog")


@dataclass(frozen=True)
class Question:
    """A question; ``entries`` are import keys. Without ``english`` it stays untranslated."""

    slug: str
    topic: str
    title: str
    answer: str
    unit: str = "office"
    entries: tuple[str, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)


def bilingual(
    slug: str,
    topic: tuple[str, str],
    title: tuple[str, str],
    answer: tuple[str, str],
    *,
    entries: tuple[str, ...] = (),
) -> Question:
    return Question(
        slug=slug,
        topic=topic[0],
        title=title[0],
        answer=answer[0],
        entries=entries,
        english=dict([topic, title, answer]),
    )


QUESTIONS = (
    bilingual(
        "how-to-ask",
        ASKING,
        ("怎样申请没有公布的信息？", "How do I ask for something that is not published?"),
        (
            "在网上填写申请表，也可以到任何一个受理窗口、寄信或者打水务热线。"
            "不知道文件名称没有关系，说清楚想了解什么就可以。",
            "Fill in the form here, or go to any window, write a letter or call the hotline. You "
            "need not know the name of a document: say what you want to know.",
        ),
    ),
    bilingual(
        "how-long",
        ASKING,
        ("多久能得到答复？", "When do I get an answer?"),
        (
            "能当场答复的当场答复，否则自收到申请之日起20个工作日内答复；"
            "需要延长的，最多再延长20个工作日，并告知申请人。周末和法定节假日不算工作日。",
            "On the spot where possible, otherwise within 20 working days of receipt; at most 20 "
            "more if that is needed, and then you are told. Weekends and public holidays do not "
            "count.",
        ),
    ),
    bilingual(
        "fees",
        ASKING,
        ("申请要收费吗？", "Does it cost anything?"),
        (
            "一般不收费。申请的数量、频次明显超过合理范围的，可以收取信息处理费，收费前会书面通知。",
            "Normally not. A fee for processing is possible where requests are many beyond reason, "
            "and you are told in writing before.",
        ),
    ),
    bilingual(
        "nearby",
        WINDOWS,
        ("必须到市里来吗？", "Do I have to come to the city center?"),
        (
            "不必。区水务局和市档案馆代为受理，网上全天可以申请。在哪个窗口提出，办理和答复都一样。",
            "No. The district bureau and the city archives accept requests for us, and the website "
            "is open day and night. Wherever you ask, the handling and the answer are the same.",
        ),
    ),
    bilingual(
        "barrier-free",
        WINDOWS,
        ("行动或者书写不便怎么办？", "What if I have difficulty walking or writing?"),
        (
            "受理处设有无障碍通道和低位柜台，工作人员可以代填申请表；也可以打水务热线口头提出。",
            "The counter has a ramp and a low desk, and our staff write your request down for you. "
            "You can also make it by telephone, on the hotline.",
        ),
    ),
    bilingual(
        "index-number",
        CATALOG,
        ("索引号是什么？", "What is an index number?"),
        (
            "每条信息在目录中的唯一编号，编定后不再变更，机构调整也不变。引用或者申请时写明索引号，查找最快。",
            "The one number that an entry has in the catalog. It never changes, not even when the "
            "agency does. Give it when you cite or ask for something: it is the quickest way.",
        ),
        entries=("E001", "E002"),
    ),
    bilingual(
        "not-public",
        CATALOG,
        ("哪些信息不公开？", "What is not disclosed?"),
        (
            "国家秘密，以及公开后会损害商业秘密、个人隐私等合法权益的信息不公开。"
            "决定不予公开的，会说明依据和理由，并告知救济途径。",
            "State secrets, and what would harm trade secrets or privacy. A refusal names its "
            "ground and its reasons, and says what you can do about it.",
        ),
    ),
    Question(
        slug="kiosk",
        topic=CATALOG[0],
        title="受理处的自助查询机怎么用？",
        answer="触摸屏幕选择“目录”，按主题查找；不需要登记，离开后自动清除查询内容。",
    ),
)  # fmt: skip
