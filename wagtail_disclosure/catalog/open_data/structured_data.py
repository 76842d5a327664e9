"""schema.org for the pages of the catalog, made of what the page shows and nothing else.

It stands in the page as a data block, which no browser runs: Content-Security-Policy has nothing
to say about those.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template import Context
from wagtail.blocks import StreamValue
from wagtail.models import Page

from wagtail_disclosure.catalog.models import (
    CatalogMixin,
    CategoryMixin,
    EntryMixin,
    FAQIndexMixin,
    FAQMixin,
    GuideMixin,
    ServiceGuideMixin,
)
from wagtail_disclosure.core.agency import Agency
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.core.models import PublicWindow
from wagtail_disclosure.core.shell import shell_of
from wagtail_disclosure.core.templatetags.disclosure_tags import disclosure_home_url

# Files that are read by programs make an entry a dataset.
TABLES = frozenset({"CSV", "XLSX"})
Node = dict[str, Any]


def structured_data(context: Context) -> Node | None:
    """What the page in ``context`` is, in the words of schema.org; None where we know none."""
    page, request = context.get("page"), context.get("request")
    describe = next((make for kind, make in MAKERS if isinstance(page, kind)), None)
    if describe is None or request is None:
        return None
    agency = shell_of(request).agency
    nodes = [describe(page, context, request, agency), _breadcrumb(page, context, request)]
    graph = [_filled(node) for node in nodes if node]
    return {"@context": "https://schema.org", "@graph": graph} if graph else None


def _common(kind: str, page: Page, request: HttpRequest, agency: Agency) -> Node:
    return {
        "@type": kind,
        "@id": _address(page, request),
        "url": _address(page, request),
        "name": page.title,
        "inLanguage": language_tag(page.locale.language_code),
        "dateModified": _moment(page.last_published_at),
        "publisher": _agency(agency, request),
    }


def _entry(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    files = context["attachments"]
    is_dataset = any(file.type in TABLES for file in files)
    encoding = [
        {
            "@type": "DataDownload" if is_dataset else "MediaObject",
            "name": file.title,
            "contentUrl": request.build_absolute_uri(file.url),
            "contentSize": f"{file.size} B",
            "encodingFormat": file.media_type,
            "sha256": file.sha256,
        }
        for file in files
    ]
    return {
        **_common("Dataset" if is_dataset else "DigitalDocument", page, request, agency),
        # A dataset has to have a description.
        "description": page.summary or (page.title if is_dataset else ""),
        "identifier": [word for word in (page.index_number, page.document_number) if word],
        "author": [{"@type": "GovernmentOrganization", "name": str(b)} for b in context["issuers"]],
        "dateCreated": _moment(page.created_on),
        "datePublished": _moment(page.public_date),
        "expires": _moment(page.expires_on),
        "about": str(page.subject_class) if page.subject_class else "",
        "genre": str(page.genre) if page.genre and not is_dataset else "",
        "keywords": page.keyword_list,
        # What is open on request is described here; the document itself is not to be had here.
        "isAccessibleForFree": None if page.is_on_request else True,
        "distribution" if is_dataset else "encoding": encoding,
    }


def _category(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    listed = [
        {
            "@type": "ListItem",
            "position": context["entries"].start_index() + place,
            "name": row.title,
            "url": request.build_absolute_uri(row.url),
        }
        for place, row in enumerate(context["entries"])
    ]
    return {
        **_common("CollectionPage", page, request, agency),
        "description": page.summary,
        "mainEntity": {"@type": "ItemList", "itemListElement": listed} if listed else None,
    }


def _catalog(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    common = _common("DataCatalog", page, request, agency)
    return {**common, "description": page.introduction}


def _questions(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node | None:
    """Only booklets have the answers."""
    booklet = context.get("booklet")
    if booklet is None:
        return None
    asked = [_question(question.title, question.answer) for question in booklet.questions]
    common = _common("FAQPage", page, request, agency)
    address = request.build_absolute_uri(request.path)
    return {**common, "@id": address, "url": address, "name": booklet.topic, "mainEntity": asked}


def _faq(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    asked = [_question(page.title, page.answer)]
    return {**_common("FAQPage", page, request, agency), "mainEntity": asked}


def _question(title: str, answer: StreamValue) -> Node:
    text = "\n".join(answer.stream_block.get_searchable_content(answer))
    return {
        "@type": "Question",
        "name": title,
        "acceptedAnswer": {"@type": "Answer", "text": text},
    }


def _guide(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    return {
        **_common("GovernmentService", page, request, agency),
        "publisher": None,
        "inLanguage": None,
        "dateModified": None,
        "description": page.introduction,
        "availableLanguage": language_tag(page.locale.language_code),
        "provider": _agency(agency, request),
        "availableChannel": [_channel(window) for window in agency.windows],
    }


def _channel(window: PublicWindow) -> Node:
    return _filled(
        {
            "@type": "ServiceChannel",
            "name": str(window),
            "servicePhone": _filled({"@type": "ContactPoint", "telephone": window.phone})
            if window.phone
            else None,
            "serviceLocation": _filled(
                {
                    "@type": "Place",
                    "address": str(window.address),
                    "openingHours": str(window.hours),
                }
            )
            if str(window.address)
            else None,
        }
    )


def _service(page: Any, context: Context, request: HttpRequest, agency: Agency) -> Node:
    steps = [
        {"@type": "HowToStep", "position": place, "name": block.value["title"]}
        for place, block in enumerate(page.steps, start=1)
    ]
    common = _common("HowTo", page, request, agency)
    return {**common, "description": page.summary, "step": steps}


MAKERS: tuple[tuple[type[Any], Callable[..., Node | None]], ...] = (
    (EntryMixin, _entry),
    (CategoryMixin, _category),
    (CatalogMixin, _catalog),
    (FAQMixin, _faq),
    (FAQIndexMixin, _questions),
    (GuideMixin, _guide),
    (ServiceGuideMixin, _service),
)


def _breadcrumb(page: Page, context: Context, request: HttpRequest) -> Node | None:
    steps = [(_part(step, "title"), _part(step, "url")) for step in context.get("ancestors") or ()]
    if not steps:
        return None
    steps.append((page.title, page.get_url(request) or ""))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": title,
                "item": request.build_absolute_uri(url),
            }
            for position, (title, url) in enumerate(steps, start=1)
        ],
    }


def _part(step: Any, name: str) -> str:
    return step[name] if isinstance(step, dict) else getattr(step, name)


def _agency(agency: Agency, request: HttpRequest) -> Node:
    url = request.build_absolute_uri(disclosure_home_url())
    return {"@type": "GovernmentOrganization", "name": agency.name, "url": url}


def _address(page: Page, request: HttpRequest) -> str:
    url = page.get_url(request)
    return request.build_absolute_uri(url) if url else ""


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""


def _filled(node: Node) -> Node:
    """Without what says nothing."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
