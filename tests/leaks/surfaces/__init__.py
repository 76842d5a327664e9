"""Everything that anybody can read: no marker of what is not cleared may be on any of it."""

from tests.leaks.surfaces import answers, details, exemptions, open_data, public, questions, staff
from tests.leaks.surfaces.catalog import DETAILS, LISTS, Surface

__all__ = [
    "DETAILS",
    "LISTS",
    "Surface",
    "answers",
    "details",
    "exemptions",
    "open_data",
    "public",
    "questions",
    "staff",
]
