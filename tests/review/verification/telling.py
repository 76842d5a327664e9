"""What the verifiers find, and what the command says."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from wagtail_disclosure.review.verification import verifiers


def problems() -> list[Any]:
    """Everything that is wrong, without what is only worth knowing."""
    return [problem for verify in verifiers for problem in verify() if not problem.is_notice]


def codes() -> list[str]:
    return sorted({problem.code for problem in problems()})


def verify(**options: Any) -> str:
    """The command's output; raises CommandError where something is wrong."""
    output = StringIO()
    call_command("disclosure_verify", stdout=output, no_color=True, **options)
    return output.getvalue()


def mend(**options: Any) -> list[str]:
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("disclosure_verify", stdout=output, no_color=True, fix=True, **options)
    lines = output.getvalue().splitlines()
    return [line for line in lines if line.startswith(("Withdrawn", "Sealed"))]
