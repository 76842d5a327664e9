"""What the API answers with, and what may be asked for."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, Field, ValidationInfo, model_validator

from wagtail_disclosure.catalog.open_data.api.problems import BadQuestion

LONGEST_PAGE = 100
LONGEST_QUERY = 200
LARGEST_KEY = 2**63 - 1
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
Code = Annotated[str, Field(max_length=40)]


class NamedOut(Schema):
    """Something with a name, in the language of the entry."""

    id: int
    code: str
    name: str


class UnitOut(Schema):
    """A unit of an agency, in the language of the entry."""

    id: int
    name: str


class CategoryRef(Schema):
    """The category right above an entry."""

    id: int
    code: str
    title: str
    url: str


class FileOut(Schema):
    """A file of an entry; ``size`` in bytes."""

    title: str
    url: str
    name: str
    size: int
    media_type: str
    sha256: str


class EntryOut(Schema):
    """An entry in one language; days are those of the agency, ``key`` is of all its languages."""

    id: int
    key: UUID
    iri: str
    language: str
    url: str
    title: str
    summary: str
    index_number: str
    document_number: str
    disclosure_class: Literal["proactive", "on_request"]
    category: CategoryRef | None
    issuers: list[NamedOut]
    unit: UnitOut | None
    created_on: date | None
    published_on: date | None
    effective_on: date | None
    expires_on: date | None
    validity: Literal["in_force", "amended", "repealed", "expired", "not_yet"] | None
    subject_class: NamedOut | None
    genre: NamedOut | None
    keywords: list[str]
    basis: NamedOut | None
    files: list[FileOut]
    changed_at: datetime


class EntryDetail(EntryOut):
    """An entry with its text, as plain text."""

    text: str


class CategoryOut(Schema):
    """A category; ``parent`` is the id of the one above it."""

    id: int
    parent: int | None
    language: str
    code: str
    title: str
    summary: str
    url: str


class QuestionOut(Schema):
    """A question with its answer, as plain text."""

    id: int
    language: str
    topic: str
    question: str
    answer: str
    url: str


class WithdrawnOut(Schema):
    """An entry that is no longer public, for whatever reason."""

    id: int
    withdrawn_at: datetime


class Problem(Schema):
    """What is wrong with a question (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = []


class Part(Schema):
    """One page of a list: ``next`` leads to the following one, and is null on the last."""

    next: str | None


class EntryList(Part):
    items: list[EntryOut]


class CategoryList(Part):
    items: list[CategoryOut]


class QuestionList(Part):
    items: list[QuestionOut]


class NamedList(Part):
    items: list[NamedOut]


class UnitList(Part):
    items: list[UnitOut]


class WithdrawnList(Part):
    items: list[WithdrawnOut]


class Question(Schema):
    """What every list can be asked; a name that there isn't is refused instead of passed over."""

    limit: int = Field(20, ge=1, le=LONGEST_PAGE, description="How many at once.")
    after: str = Field(
        "",
        max_length=60,
        pattern=r"^(\d{1,18}(_\d{1,18})?)?$",
        description="Where the page before this one ended; `next` has it.",
    )

    @model_validator(mode="before")
    @classmethod
    def refuse_unknown(cls, values: Any, info: ValidationInfo) -> Any:
        """Raises BadQuestion: ninja hands on what it knows, and the rest would go unnoticed."""
        for name in info.context["request"].GET if info.context else ():
            if name not in cls.model_fields:
                known = ", ".join(cls.model_fields)
                raise BadQuestion(name, _("There is no such parameter, only %s") % known)
        return values


class InLanguage(Question):
    language: str = Field(
        "",
        max_length=20,
        description="A code such as `en`, or `all`. Empty: the language of the address.",
    )


class EntryQuestion(InLanguage):
    """Filters that must all fit."""

    q: str = Field("", max_length=LONGEST_QUERY, description="Words, the best matches first.")
    disclosure_class: Literal["proactive", "on_request"] | None = None
    category: Key | None = Field(None, description="In this category or anywhere below it.")
    body: Code | None = Field(None, description="Code of the issuing body that leads.")
    unit: Key | None = Field(None, description="Id of the responsible unit.")
    year: int | None = Field(None, ge=1, le=9999, description="Of publication.")
    subject_class: Code | None = Field(None, description="Code of the subject class.")
    genre: Code | None = Field(None, description="Code of the genre.")
    validity: Literal["in_force", "amended", "repealed", "expired", "not_yet"] | None = None
    index_number: str | None = Field(None, max_length=80)
    modified_since: AwareDatetime | None = Field(
        None,
        description=(
            "A moment with its zone. Entries that became public, changed or got another address "
            "then or later, the earliest first. What is gone since is in `withdrawn`."
        ),
    )


class WithdrawnQuestion(Question):
    since: AwareDatetime = Field(description="A moment with its zone.")
