"""What people come for, step by step: texts of the demonstration's service guides."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One step; ``entry`` is the import key of an entry to read."""

    title: str
    text: str
    who: str
    how_long: str = ""
    documents: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True)
class Service:
    """A service guide in Chinese, with its English by Chinese string."""

    slug: str
    title: str
    summary: str
    audience: str
    unit: str
    steps: tuple[Step, ...]
    english: Mapping[str, str] = field(default_factory=dict)


SERVICES = (
    Service(
        slug="ask",
        title="申请公开政府信息",
        summary="目录里没有查到的信息，可以向本局申请，任何一个窗口都可以。",
        audience="公民、法人和其他组织",
        unit="office",
        steps=(
            Step(
                "先查目录",
                "已经公开的信息可以马上取得，不需要申请。按主题或者文号查找。",
                "申请人",
                "当场",
            ),
            Step(
                "提出申请",
                "写明姓名或者名称、身份证明、联系方式，所需信息的名称、文号或者便于查询的特征，"
                "以及获取信息的方式。书写有困难的，可以口头提出，由工作人员代填。",
                "申请人",
                documents=("政府信息公开申请表", "身份证明"),
            ),
            Step(
                "登记并领取回执",
                "申请当日登记并取得编号。内容不明确的，只通知补正一次，"
                "答复期限从收到补正之日起重新计算。",
                "受理窗口",
                "补正通知在7个工作日内发出",
            ),
            Step(
                "答复",
                "能当场答复的当场答复。需要征求第三方意见的，所需时间不计算在内。",
                "公开工作机构",
                "20个工作日；需要延长的，最多再延长20个工作日并告知申请人",
            ),
            Step(
                "对答复不服",
                "对不予公开决定不服的，先申请行政复议，再提起行政诉讼。",
                "申请人",
                "自知道该决定之日起60日内申请复议",
            ),
        ),
        english={
            "申请公开政府信息": "Ask for information",
            "目录里没有查到的信息，可以向本局申请，任何一个窗口都可以。": (
                "What you did not find in the catalog you can ask us for, at any window."
            ),
            "公民、法人和其他组织": "Citizens, companies and other organizations",
            "先查目录": "Look it up first",
            "已经公开的信息可以马上取得，不需要申请。按主题或者文号查找。": (
                "What is public is yours at once, without a request. Search by subject or by "
                "document number."
            ),
            "申请人": "You",
            "当场": "At once",
            "提出申请": "Make your request",
            "写明姓名或者名称、身份证明、联系方式，所需信息的名称、文号或者便于查询的特征，"
            "以及获取信息的方式。书写有困难的，可以口头提出，由工作人员代填。": (
                "Give your name, proof of identity and contact; the name or number of the "
                "information or what helps to find it; and how you want to receive it. If writing "
                "is difficult, say it, and we write it down."
            ),
            "政府信息公开申请表": "Request form",
            "身份证明": "Proof of identity",
            "登记并领取回执": "Get your receipt",
            "申请当日登记并取得编号。内容不明确的，只通知补正一次，"
            "答复期限从收到补正之日起重新计算。": (
                "Your request is registered the same day and gets a number. If something is "
                "unclear we ask once, and the time starts anew with your correction."
            ),
            "受理窗口": "Intake window",
            "补正通知在7个工作日内发出": "We ask for corrections within 7 working days",
            "答复": "The answer",
            "能当场答复的当场答复。需要征求第三方意见的，所需时间不计算在内。": (
                "You have it on the spot where that is possible. Time for asking third parties "
                "does not count."
            ),
            "公开工作机构": "Disclosure office",
            "20个工作日；需要延长的，最多再延长20个工作日并告知申请人": (
                "20 working days; at most 20 more if needed, and then you are told"
            ),
            "对答复不服": "If you disagree",
            "对不予公开决定不服的，先申请行政复议，再提起行政诉讼。": (
                "Against a refusal, ask for reconsideration first; after that you can go to court."
            ),
            "自知道该决定之日起60日内申请复议": "Within 60 days of learning of the decision",
        },
    ),
    Service(
        slug="drainage-permit",
        title="申请排水许可",
        summary="向城镇排水设施排放污水之前要取得的许可，怎样申请，多久办好。",
        audience="向城镇排水设施排放污水的单位和个体工商户",
        unit="drainage",
        steps=(
            Step(
                "提交申请",
                "申请书格式文本免费提供，不要求提交与许可事项无关的材料。可以委托代理人。",
                "申请人",
                documents=("申请书", "窗口公示的材料目录所列材料"),
                entry="E001",
            ),
            Step(
                "受理",
                "材料不全的，当场或者在5个工作日内一次告知全部需要补正的内容；"
                "逾期不告知的，自收到材料之日起即为受理。受理或者不受理都出具书面凭证。",
                "受理窗口",
                "当场，最长5个工作日",
            ),
            Step(
                "审查和决定",
                "不予许可的，说明理由，并告知复议和诉讼的权利。",
                "排水管理事务中心",
                "自受理之日起20个工作日；经批准可以延长10个工作日",
            ),
            Step("领取许可证", "证件可以到窗口领取，也可以寄送。", "受理窗口", "10个工作日内送达"),
        ),
        english={
            "申请排水许可": "Apply for a drainage permit",
            "向城镇排水设施排放污水之前要取得的许可，怎样申请，多久办好。": (
                "The permit that you need before discharging sewage into public drains: how to "
                "apply, and how long it takes."
            ),
            "向城镇排水设施排放污水的单位和个体工商户": (
                "Organizations and businesses that discharge sewage into public drains"
            ),
            "提交申请": "Send your application",
            "申请书格式文本免费提供，不要求提交与许可事项无关的材料。可以委托代理人。": (
                "The form is free, and we ask for nothing that has no bearing on the permit. "
                "Somebody else may apply in your name."
            ),
            "申请人": "You",
            "申请书": "Application form",
            "窗口公示的材料目录所列材料": "The papers on the list shown at the window",
            "受理": "Acceptance",
            "材料不全的，当场或者在5个工作日内一次告知全部需要补正的内容；"
            "逾期不告知的，自收到材料之日起即为受理。受理或者不受理都出具书面凭证。": (
                "If papers are missing you are told all of them once, on the spot or within 5 "
                "working days; otherwise the application counts as accepted from the day it came. "
                "Either way you get it in writing."
            ),
            "受理窗口": "Intake window",
            "当场，最长5个工作日": "On the spot, at most 5 working days",
            "审查和决定": "Decision",
            "不予许可的，说明理由，并告知复议和诉讼的权利。": (
                "A refusal gives its reasons and says how to challenge it."
            ),
            "排水管理事务中心": "Drainage management center",
            "自受理之日起20个工作日；经批准可以延长10个工作日": (
                "20 working days from acceptance; 10 more with approval"
            ),
            "领取许可证": "Get your permit",
            "证件可以到窗口领取，也可以寄送。": "Collect it at the window or have it sent.",
            "10个工作日内送达": "Within 10 working days",
        },
    ),
)  # fmt: skip
