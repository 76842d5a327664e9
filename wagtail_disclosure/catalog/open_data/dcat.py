"""The catalog as DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.1/), a page at a time.

Each entry is a dataset, and each of its files a distribution. An entry that is open on request is
a dataset with restricted access, without distributions. Pages are chained by Hydra: each names the
next by the key after which it starts, so it costs the same however many there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.models import CatalogPage
from wagtail_disclosure.catalog.open_data.agency import name_of, publisher
from wagtail_disclosure.catalog.open_data.dcat_terms import (
    ACCESS,
    MEDIA_TYPES,
    SHA256,
    classed,
    distribution_iri,
    document,
    file_type,
    language_iri,
    media_types,
    telephone,
)
from wagtail_disclosure.catalog.open_data.entries import load, open_rows
from wagtail_disclosure.catalog.open_data.linked_data import (
    Node,
    moment,
    node,
    ref,
    text,
    typed,
)
from wagtail_disclosure.catalog.open_data.records import (
    EntryRecord,
    FileRecord,
    Named,
    Reader,
)
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.core.models import PublicWindow
from wagtail_disclosure.review.cleared import cleared_values

PER_PAGE = 200


@dataclass(frozen=True)
class CatalogPart:
    """The ``records`` of one page of the catalog, and the key after which the next one starts."""

    records: list[EntryRecord]
    after: int
    next_after: int | None


def read_part(language: str, request: HttpRequest, *, after: int) -> CatalogPart:
    """The datasets in a language after the entry with the key ``after``; 0 starts."""
    found = list(open_rows(language).filter(pk__gt=after)[: PER_PAGE + 1])
    shown, rest = found[:PER_PAGE], found[PER_PAGE:]
    records = Reader(request).records(load(shown))
    return CatalogPart(records, after, shown[-1].pk if rest else None)


class CatalogGraph:
    """Makes the nodes of one page of the catalog in a language."""

    def __init__(self, language: str, request: HttpRequest, *, kind: str):
        self.language = language
        self.tag = language_tag(language)
        self.request = request
        about = reverse("wagtail_disclosure_catalog:open_data")
        self.iri = f"{request.build_absolute_uri(about)}#catalog"
        self.pages = request.build_absolute_uri(
            reverse("wagtail_disclosure_catalog:dcat", args=[kind])
        )
        self.agency = publisher()
        self.agency_name = name_of(self.agency)

    def nodes(self, part: CatalogPart) -> Iterator[Node]:
        """The catalog, its datasets in ``part``, and whatever they name, each once."""
        yield from self._catalog(part)
        yield self._page(part)
        yield self._publisher()
        yield from self._contact()
        yield from classed(self.language)
        yield from self._taxonomies()
        for record in part.records:
            yield self._dataset(record)
            yield document(record.url)
            for number, file in enumerate(record.files, start=1):
                yield self._distribution(record, file, number)
        yield from self._named(part.records)
        yield from media_types(part.records)
        if license_address := conf.open_data_license():
            yield node(license_address, "dct:LicenseDocument")

    def _own(self, fragment: str) -> str:
        return f"{self.iri}-{quote(fragment)}"

    def _words(self, value: str) -> list[Node]:
        return [text(value, self.tag)] if value else []

    def _catalog(self, part: CatalogPart) -> Iterator[Node]:
        shown = CatalogPage.objects.disclosed().filter(locale__language_code=self.language)
        rows = shown.annotate(cleared=cleared_values("title", "introduction"))
        page = rows.order_by("path").first()
        title = page.cleared["title"] if page else _("Disclosure catalog")
        introduction = page.cleared["introduction"] if page else ""
        description = introduction or _("What %(agency)s has disclosed.") % {
            "agency": self.agency_name
        }
        home = page.get_url(self.request) if page else ""
        homepage = self.request.build_absolute_uri(home or "/")
        yield document(homepage)
        yield node(
            self.iri,
            "dcat:Catalog",
            "hydra:Collection",
            dct_title=self._words(title),
            dct_description=self._words(description),
            dct_publisher=[ref(self._own("publisher"))],
            dct_language=[ref(language_iri(self.language))],
            dct_license=self._license(),
            foaf_homepage=[ref(homepage)],
            dcat_themeTaxonomy=[ref(self._own(name)) for name in ("subjects", "categories")],
            dcat_dataset=[ref(record.iri) for record in part.records],
            hydra_view=[ref(self._address(part.after))],
        )

    def _page(self, part: CatalogPart) -> Node:
        following = part.next_after
        return node(
            self._address(part.after),
            "hydra:PartialCollectionView",
            hydra_first=[ref(self._address(0))],
            hydra_next=[ref(self._address(following))] if following is not None else [],
        )

    def _address(self, after: int) -> str:
        return f"{self.pages}?after={after}" if after else self.pages

    def _publisher(self) -> Node:
        return node(
            self._own("publisher"),
            "foaf:Agent",
            foaf_name=self._words(self.agency_name or self.iri),
        )

    def _contact(self) -> Iterator[Node]:
        window = self._window
        if window is None:
            return
        yield node(
            self._own("contact"),
            "vcard:Kind",
            "vcard:Organization",
            vcard_fn=self._words(str(window)),
            vcard_hasEmail=[ref(f"mailto:{window.email}")] if window.email else [],
            vcard_hasTelephone=[telephone(window.phone)] if window.phone else [],
        )

    @cached_property
    def _window(self) -> PublicWindow | None:
        """The first of the agency's windows that can be written to or called."""
        rows = self.agency.windows.public_rows() if self.agency else ()
        return next((row for row in rows if row.email or row.phone), None)

    def _taxonomies(self) -> Iterator[Node]:
        for name, title in (("subjects", _("Subject classes")), ("categories", _("Categories"))):
            yield node(self._own(name), "skos:ConceptScheme", dct_title=self._words(title))

    def _dataset(self, record: EntryRecord) -> Node:
        lead, *others = [*record.issuers] or [None]
        numbers = filter(None, (record.index_number, record.document_number))
        themes = [self._theme(record)] if record.category else []
        if record.subject_class:
            themes.append(self._own(f"subject-{record.subject_class.code}"))
        return node(
            record.iri,
            "dcat:Dataset",
            "dcat:Resource",
            dct_title=self._words(record.title),
            # Mandatory, and not every document has a summary.
            dct_description=self._words(record.summary or record.title),
            dct_identifier=[typed(number, "xsd:string") for number in numbers],
            dct_publisher=[ref(self._body(lead))],
            dct_creator=[ref(self._body(body)) for body in others],
            dct_accessRights=[ref(ACCESS[record.disclosure_class])],
            dct_issued=[moment(record.published_on)] if record.published_on else [],
            dct_modified=[moment(record.changed_at)],
            dct_language=[ref(language_iri(record.language))],
            dct_type=[ref(self._own(f"genre-{record.genre.code}"))] if record.genre else [],
            dcat_contactPoint=[ref(self._own("contact"))] if self._window else [],
            dcat_theme=[ref(theme) for theme in themes],
            dcat_keyword=[word for words in map(self._words, record.keywords) for word in words],
            dcat_landingPage=[ref(record.url)],
            dcat_distribution=[
                ref(distribution_iri(record, number))
                for number, _file in enumerate(record.files, start=1)
            ],
        )

    def _distribution(self, record: EntryRecord, file: FileRecord, number: int) -> Node:
        return node(
            distribution_iri(record, number),
            "dcat:Distribution",
            dct_title=self._words(file.title),
            dcat_accessURL=[ref(record.url)],
            dcat_downloadURL=[ref(file.url)],
            dcat_mediaType=[ref(f"{MEDIA_TYPES}/{file.media_type}")],
            dct_format=[ref(file_type(file))],
            dcat_byteSize=[typed(file.size, "xsd:nonNegativeInteger")],
            dct_license=self._license(),
            spdx_checksum=[
                node(
                    "",
                    "spdx:Checksum",
                    spdx_algorithm=[ref(SHA256)],
                    spdx_checksumValue=[typed(file.sha256, "xsd:hexBinary")],
                )
            ],
        )

    def _license(self) -> list[Node]:
        address = conf.open_data_license()
        return [ref(address)] if address else []

    def _body(self, body: Named | None) -> str:
        is_own = body is None or (self.agency is not None and body.id == self.agency.pk)
        return self._own("publisher" if is_own else f"body-{body.code}")

    def _theme(self, record: EntryRecord) -> str:
        return self._own(f"category-{record.category.id}")

    def _named(self, records: Iterable[EntryRecord]) -> Iterator[Node]:
        """Bodies, categories, subject classes and genres that the records name, each once."""
        found: dict[str, Node] = {}
        for record in records:
            for body in record.issuers:
                self._add(found, self._body(body), "foaf:Agent", foaf_name=body.name)
            if record.category:
                name = {"skos_prefLabel": record.category.title}
                self._add(found, self._theme(record), "skos:Concept", "categories", **name)
            if subject := record.subject_class:
                address = self._own(f"subject-{subject.code}")
                self._add(found, address, "skos:Concept", "subjects", skos_prefLabel=subject.name)
            if genre := record.genre:
                address = self._own(f"genre-{genre.code}")
                self._add(found, address, "skos:Concept", skos_prefLabel=genre.name)
        found.pop(self._own("publisher"), None)
        yield from found.values()

    def _add(
        self, found: dict[str, Node], address: str, kind: str, scheme: str = "", **words: str
    ) -> None:
        if address not in found:
            schemes = [ref(self._own(scheme))] if scheme else []
            names = {name: self._words(value) for name, value in words.items()}
            found[address] = node(address, kind, skos_inScheme=schemes, **names)


def catalog_nodes(language: str, request: HttpRequest, *, kind: str, after: int) -> Iterator[Node]:
    """One page of the catalog in ``language``, as it is linked by documents of this ``kind``."""
    part = read_part(language, request, after=after)
    yield from CatalogGraph(language, request, kind=kind).nodes(part)
