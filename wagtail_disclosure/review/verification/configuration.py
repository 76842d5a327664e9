"""Settings and types as the package's own system checks judge them."""

from collections.abc import Iterator

from django.core import checks

from wagtail_disclosure.review.verification import Problem

OURS = "wagtail_disclosure."


def verify_configuration() -> Iterator[Problem]:
    """Errors of the package's checks; their warnings are notices."""
    for message in checks.run_checks(include_deployment_checks=True):
        if str(message.id).startswith(OURS) and not message.is_silenced():
            yield Problem(
                code=str(message.id).removeprefix(OURS),
                message=str(message.msg),
                is_notice=message.level < checks.ERROR,
            )
