"""Recomputes what the public can see, and compares it with what was cleared.

Each part registers what it can compare in ``verifiers``: a function without arguments that yields
problems, one at a time, so that a site of any size needs the same memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wagtail_disclosure.core.seams import Registry


class Remedy(StrEnum):
    """What ``disclosure_verify --fix`` may do about a problem."""

    NONE = ""
    # Take the object back from the public.
    WITHDRAW = "withdraw"
    # Show again what is hidden although it is exactly what was cleared.
    SEAL = "seal"
    # Make anew what only repeats what is public, as its part registered in ``remakers``.
    REMAKE = "remake"


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was cleared, named by type, id and address: never by title.

    A ``notice`` is worth knowing and no failure.
    """

    code: str
    message: str
    object_type: str = ""
    object_id: str = ""
    url: str = ""
    remedy: Remedy = Remedy.NONE
    is_notice: bool = False

    @classmethod
    def of(cls, instance: Any, code: str, message: Any, *, remedy: Remedy = Remedy.NONE):
        """A problem of a row."""
        return cls(
            code=code,
            message=str(message),
            object_type=instance._meta.label_lower,
            object_id=str(instance.pk),
            url=address_of(instance),
            remedy=remedy,
        )


def address_of(instance: Any) -> str:
    """Where visitors find an object; empty where it has no page of its own."""
    if hasattr(instance, "get_full_url"):
        return instance.get_full_url() or ""
    return instance.get_absolute_url() if hasattr(instance, "get_absolute_url") else ""


# () -> problems
verifiers: Registry[Callable[[], Iterable[Problem]]] = Registry("verifiers")
# By code of the problem: (id of the object) -> whether that changed anything
remakers: Registry[Callable[[str], bool]] = Registry("remakers")
