"""Which steps a workspace offers."""

from typing import Any


def steps(response: Any) -> list[str]:
    """What is shown at once as the next thing to do."""
    return [item["step"].name for item in response.context["step_forms"] if item["is_shown"]]


def others(response: Any) -> set[str]:
    return {item["step"].name for item in response.context["step_forms"] if not item["is_shown"]}
