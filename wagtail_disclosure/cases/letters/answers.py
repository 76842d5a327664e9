"""The words of a cleared answer, with what becomes of each of its documents (OGI Art. 37)."""

from collections.abc import Mapping
from typing import Any

from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.core.citations import cited
from wagtail_disclosure.core.models import Exemption


def answer_words(answer: Any, *, language: str, applicant: Mapping[str, str]) -> str:
    """Text and documents as they stand in a letter; call it with ``language`` active.

    The applicant's own fields are filled in, as where the applicant reads the answer online.
    """
    items = list(answer.items.all())
    codes = {code for item in items for code in item.exemption_codes}
    grounds = {
        exemption.code: cited(exemption.citation, language=language)
        for exemption in Exemption.objects.filter(law_id=answer.outcome.law_id, code__in=codes)
    }
    lines = [answer.text]
    for number, item in enumerate(items, start=1):
        lines.append(_line(number, item, grounds, language=language))
    return merge_fields.fill("\n".join(lines), applicant)


def _line(number: int, item: Any, grounds: Mapping[str, str], *, language: str) -> str:
    """Such as “2. Minutes: Withheld (Art. 16). They are a draft.”"""
    cites = [grounds[code] for code in item.exemption_codes if code in grounds]
    decision = str(item.get_decision_display())
    if language.startswith("zh"):
        basis = f"（{'、'.join(cites)}）" if cites else ""
        return f"{number}．{item.title}：{decision}{basis}。{item.reason}".strip()
    basis = f" ({', '.join(cites)})" if cites else ""
    return f"{number}. {item.title}: {decision}{basis}. {item.reason}".strip()
