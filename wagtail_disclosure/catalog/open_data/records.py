"""An entry as data: what was cleared of it, with names, addresses and files looked up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from wagtail_disclosure.catalog.models import (
    CategoryPage,
    EntryAttachment,
    Genre,
    SubjectClass,
)
from wagtail_disclosure.catalog.open_data.entries import Loaded, in_chunks
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import DisclosureBasis, PublicBody, Unit
from wagtail_disclosure.core.own_address import own_address
from wagtail_disclosure.review.cleared import cleared_values
from wagtail_disclosure.rules.classification import DisclosureClass
from wagtail_disclosure.rules.plain_text import split_keywords
from wagtail_disclosure.rules.validity import Succession, Validity, validity_on

# What entries name by key, and the table in which its name is.
NAMED: dict[str, type[Any]] = {
    "issuing_body": PublicBody,
    "responsible_unit": Unit,
    "subject_class": SubjectClass,
    "genre": Genre,
    "disclosure_basis": DisclosureBasis,
}


@dataclass(frozen=True)
class Named:
    """Something that has a name in several languages, in one of them."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class CategoryRecord:
    """The category right above an entry."""

    id: int
    code: str
    title: str
    url: str


@dataclass(frozen=True)
class FileRecord:
    """A file of an entry; ``size`` in bytes."""

    title: str
    url: str
    name: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True)
class EntryRecord:
    """A disclosed entry in one language; addresses are absolute, days those of the agency."""

    id: int
    key: UUID
    language: str
    url: str
    title: str
    summary: str
    index_number: str
    document_number: str
    disclosure_class: DisclosureClass
    category: CategoryRecord | None
    issuers: tuple[Named, ...]
    unit: Named | None
    created_on: date | None
    published_on: date | None
    effective_on: date | None
    expires_on: date | None
    validity: Validity | None
    subject_class: Named | None
    genre: Named | None
    keywords: tuple[str, ...]
    basis: Named | None
    files: tuple[FileRecord, ...]
    changed_at: datetime

    @property
    def iri(self) -> str:
        """What machines know it by, in this language, wherever it is moved to."""
        return uuid5(self.key, self.language).urn


def base_address(request: HttpRequest | None) -> str:
    """What addresses without a host are joined to; without a request, that of the site."""
    if request is not None:
        return request.build_absolute_uri("/")
    return f"{own_address()}/"


class Reader:
    """Makes records of entries, a constant number of queries for however many at once.

    Names that were looked up are kept, so one reader serves a whole stream. Without a request,
    addresses are joined to ``base``.
    """

    def __init__(self, request: HttpRequest | None = None, *, base: str | None = None):
        self.request = request
        self.base = base or base_address(request)
        self.today = days.today()
        self._page = Page()
        self._named: dict[tuple[str, int], Any] = {}

    def stream(self, rows: Any) -> Iterator[EntryRecord]:
        """Of all ``rows`` of the projection by key, in bounded memory."""
        for chunk in in_chunks(rows):
            yield from self.records(chunk)

    def records(self, entries: Iterable[Loaded]) -> list[EntryRecord]:
        """Of entries that ``load()`` has read."""
        entries = list(entries)
        self._look_up(entries)
        files = self._files(entries)
        categories = self._categories(entries)
        return [
            self._record(entry, files[entry.pk], categories.get(_path_above(entry)))
            for entry in entries
        ]

    def address_of(self, url_path: str) -> str:
        """The absolute address of the page with this ``url_path``."""
        # One page for all: making one takes longer than all the rest.
        self._page.url_path = url_path
        return self.absolute(self._page.get_url(self.request) or "")

    def absolute(self, address: str) -> str:
        return urljoin(self.base, address) if address else ""

    def _record(
        self, entry: Loaded, files: dict[tuple[str, str], Any], category: CategoryRecord | None
    ) -> EntryRecord:
        cleared = entry.cleared
        language = entry.language
        with translation.override(language):
            named = {name: self._name(name, cleared[name]) for name in NAMED}
            issuers = [self._name("issuing_body", key) for key in _issuers(cleared)]
        effective_on, expires_on = _day(cleared["effective_on"]), _day(cleared["expires_on"])
        stated_day = _day(cleared["published_on"])
        return EntryRecord(
            id=entry.pk,
            key=entry.translation_key,
            language=language,
            url=self.address_of(entry.url_path),
            title=cleared["title"],
            summary=cleared["summary"] or "",
            index_number=cleared["index_number"] or "",
            document_number=cleared["document_number"] or "",
            disclosure_class=DisclosureClass(cleared["disclosure_class"]),
            category=category,
            issuers=tuple(issuer for issuer in issuers if issuer),
            unit=named["responsible_unit"],
            created_on=_day(cleared["created_on"]),
            published_on=stated_day or (None if entry.published_on else entry.public_on),
            effective_on=effective_on,
            expires_on=expires_on,
            validity=validity_on(
                self.today,
                stated=Validity(cleared["validity"]) if cleared["validity"] else None,
                effective_on=effective_on,
                expires_on=expires_on,
                successions=[Succession(row["relation"]) for row in cleared["successors"] or ()],
            ),
            subject_class=named["subject_class"],
            genre=named["genre"],
            keywords=tuple(split_keywords(cleared["keywords"] or "")),
            basis=named["disclosure_basis"],
            files=tuple(self._file(row, files) for row in _present(cleared, files)),
            changed_at=entry.changed_at,
        )

    def _look_up(self, entries: list[Loaded]) -> None:
        """Names that are not known yet, one query for each table that has any."""
        for name, model in NAMED.items():
            keys = {entry.cleared[name] for entry in entries}
            if name == "issuing_body":
                keys.update(key for entry in entries for key in _issuers(entry.cleared))
            missing = {key for key in keys if key and (name, key) not in self._named}
            for key, row in model.objects.only("code", "name").in_bulk(missing).items():
                self._named[name, key] = row

    def _name(self, name: str, key: int | None) -> Named | None:
        row = self._named.get((name, key)) if key else None
        return Named(row.pk, row.code, str(row.name)) if row else None

    def _files(self, entries: list[Loaded]) -> dict[int, dict[tuple[str, str], Any]]:
        """Stored files of each entry by name and hash; of those without any, no query."""
        keys = [entry.pk for entry in entries if entry.cleared["attachments"]]
        found: dict[int, dict[tuple[str, str], Any]] = defaultdict(dict)
        for row in EntryAttachment.objects.filter(page__in=keys) if keys else ():
            stored = row.stored_file
            found[row.page_id][stored.name, stored.sha256] = stored
        return found

    def _file(self, row: dict[str, Any], files: dict[tuple[str, str], Any]) -> FileRecord:
        stored = files[_name_and_hash(row)]
        return FileRecord(
            title=row.get("title") or stored.name,
            url=self.absolute(stored.get_absolute_url()),
            name=stored.name,
            size=stored.size,
            media_type=stored.content_type,
            sha256=stored.sha256,
        )

    def _categories(self, entries: list[Loaded]) -> dict[str, CategoryRecord]:
        """The categories right above, by path."""
        rows = CategoryPage.objects.disclosed().filter(path__in={*map(_path_above, entries)})
        rows = rows.order_by().annotate(cleared=cleared_values("title", "code"))
        return {
            row["path"]: CategoryRecord(
                id=row["pk"],
                code=row["cleared"]["code"] or "",
                title=row["cleared"]["title"],
                url=self.address_of(row["url_path"]),
            )
            for row in rows.values("pk", "path", "url_path", "cleared")
        }


def _path_above(entry: Loaded) -> str:
    return entry.path[: -Page.steplen]


def _issuers(cleared: dict[str, Any]) -> list[int]:
    """Keys of the issuing bodies, the one that leads first."""
    lead = [cleared["issuing_body"]] if cleared["issuing_body"] else []
    return [*lead, *(row["body"] for row in cleared["joint_issuers"] or ())]


def _name_and_hash(row: dict[str, Any]) -> tuple[str, str]:
    return row["stored_file"]["name"], row["stored_file"]["sha256"]


def _present(cleared: dict[str, Any], files: dict[tuple[str, str], Any]) -> list[dict[str, Any]]:
    """What was cleared as a file and is still one."""
    return [row for row in cleared["attachments"] or () if _name_and_hash(row) in files]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
