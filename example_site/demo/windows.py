"""The windows of the demonstration agency: its own and those of its partners."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractUser

from wagtail_disclosure.core.models import Channel, IntakeWindow, PublicBody, WindowClerk

Text = dict[str, str]

WORKDAYS = {
    "zh-hans": "工作日 9:00–11:30，13:30–17:00",
    "en": "Working days 9:00–11:30 and 13:30–17:00",
}
ALWAYS = {"zh-hans": "全天", "en": "At any time"}
STREET = {"zh-hans": "示例市江河路1号一楼大厅", "en": "Ground floor, 1 Rivers Road"}
BARRIER_FREE = {
    "zh-hans": "无障碍坡道和低位柜台，可协助填写申请表",
    "en": "Ramp and low counter; help with filling in the form",
}
PARTNERS = {
    "01000001X": {"zh-hans": "示例区水务局", "en": "Example District Water Bureau"},
    "01000002X": {"zh-hans": "示例市档案馆", "en": "Example City Archives"},
}
# Who registers where; the disclosure office does at every window.
CLERKS = {"clerk": "district", "archivist": "archive"}


@dataclass(frozen=True)
class Window:
    """A window; ``operator`` is the code of the partner that runs it."""

    code: str
    channel: Channel
    name: Text
    address: Text = field(default_factory=dict)
    hours: Text = field(default_factory=dict)
    phone: str = ""
    fax: str = ""
    email: str = ""
    accessibility: Text = field(default_factory=dict)
    operator: str = ""
    internal_note: str = ""


WINDOWS = (
    Window("web", Channel.WEB, {"zh-hans": "网上受理", "en": "Online"}, hours=ALWAYS),
    Window(
        "counter",
        Channel.COUNTER,
        {"zh-hans": "政府信息公开受理处", "en": "Disclosure counter"},
        address=STREET,
        hours=WORKDAYS,
        phone="000-5550100",
        accessibility=BARRIER_FREE,
    ),
    Window(
        "post",
        Channel.POST,
        {"zh-hans": "信函申请", "en": "By letter"},
        address={
            "zh-hans": "示例市江河路1号，示例市水务局政府信息公开受理处，邮编 000000",
            "en": "Disclosure counter, Example City Water Authority, 1 Rivers Road, 000000",
        },
        fax="000-5550103",
    ),
    Window(
        "mail",
        Channel.EMAIL,
        {"zh-hans": "电子邮件申请", "en": "By e-mail"},
        email="disclosure@water.example",
    ),
    Window("hotline", Channel.HOTLINE, {"zh-hans": "水务热线", "en": "Water hotline"},
           hours=ALWAYS, phone="000-5550111"),
    Window(
        "district",
        Channel.PARTNER,
        {"zh-hans": "示例区代理受理点", "en": "District counter"},
        address={"zh-hans": "示例区河湾路22号", "en": "22 River Bend Road, Example District"},
        hours=WORKDAYS,
        phone="000-5550120",
        accessibility={"zh-hans": "无障碍坡道", "en": "Ramp"},
        operator="01000001X",
        internal_note="每周五汇总登记件，经政务外网转交办公室。",
    ),
    Window(
        "archive",
        Channel.ARCHIVE,
        {"zh-hans": "市档案馆查阅点", "en": "City Archives reading room"},
        address={"zh-hans": "示例市档案路8号", "en": "8 Archives Road"},
        hours=WORKDAYS,
        phone="000-5550108",
        accessibility={"zh-hans": "电梯，助视器", "en": "Lift, reading aids"},
        operator="01000002X",
    ),
)  # fmt: skip


def open_windows(body: PublicBody, people: Mapping[str, AbstractUser]) -> None:
    """Create the windows, and who sits there; running it again changes nothing."""
    partners = {
        code: PublicBody.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in PARTNERS.items()
    }
    for window in WINDOWS:
        values = {name: value for name, value in vars(window).items() if name != "code"}
        values["operator"] = partners.get(window.operator)
        IntakeWindow.objects.update_or_create(body=body, code=window.code, defaults=values)
    for username, code in CLERKS.items():
        WindowClerk.objects.get_or_create(window=body.windows.get(code=code), user=people[username])
