"""What the catalog refuses."""

from django.core.exceptions import ValidationError


class IndexNumberIsFixed(ValueError):
    """An index number was to change; other documents cite it, so it never does."""

    def __init__(self, stored: str):
        super().__init__(f"The index number {stored} is assigned once for all.")


class ClassIsFixed(ValueError):
    """The disclosure class was to change by a plain save; it decides what may be stored at all."""

    def __init__(self, stored: str):
        super().__init__(f"The disclosure class {stored} can't be changed by editing.")


class ContentNotAllowed(ValidationError):
    """The entry's class allows a description only, and a body or file was to be saved."""


class ClassHasNoPage(ValueError):
    """Exempt information was to become a page; it goes into the register instead."""

    def __init__(self) -> None:
        super().__init__("Exempt information has no page: it goes into the register.")


class ReasonMissing(ValueError):
    """An entry was to be closed to the public at large without a reason."""

    def __init__(self) -> None:
        super().__init__("Openness is the rule: any other class needs a reason.")


class GroundMissing(ValueError):
    """Information was to be withheld without a legal ground."""

    def __init__(self) -> None:
        super().__init__("No withholding without a legal ground.")


class HasPagesBelow(ValueError):
    """A page was to go into the register, and there are others below it that would go with it."""

    def __init__(self) -> None:
        super().__init__("There are pages below this one. Move or delete them first.")


class ClassNotPossible(ValueError):
    """Something was to change to a class that it has already, or that has another way there."""

    def __init__(self, wanted: str):
        super().__init__(f"It can't be changed to the class {wanted}.")


class DeclassifiedAlready(ValueError):
    """There is an entry for this exempt item already."""

    def __init__(self, reference: str):
        super().__init__(f"{reference} has an entry already.")


class IndexNumberIsTaken(ValueError):
    """An index number was to be given to a second document."""

    def __init__(self, number: str):
        super().__init__(f"The index number {number} belongs to another entry.")


class RunsInACircle(ValidationError):
    """An entry was to come after itself, perhaps by way of others."""
