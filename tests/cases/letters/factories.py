from typing import Any

from wagtail_disclosure.cases.letters import issuing
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.models import Letter


def write(case: Any, *, by: Any, kind: str = LetterKind.EXTENSION, **values: Any) -> Letter:
    """A letter of the day of receipt, with ``values`` for what its kind asks for."""
    on = values.pop("on", case.received_on)
    outcome = values.pop("outcome", None)
    values = values or {"reasons": "the river froze"}
    return issuing.write(case, kind=kind, by=by, on=on, values=values, outcome=outcome)
