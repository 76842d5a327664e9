"""Letters on paper: a page to print, PDF and DOCX, made from the sealed text when asked for."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from typing import Any, NoReturn

from django.template.loader import render_to_string

from wagtail_disclosure.cases.letters.texts import LetterText
from wagtail_disclosure.core.languages import language_tag
from wagtail_disclosure.rules.plain_text import printable

PRINT_TEMPLATE = "wagtail_disclosure_cases/letters/print.html"
PACKAGE = resources.files("wagtail_disclosure.cases")
STYLES = PACKAGE / "static/wagtail_disclosure_cases/css/letter.css"
SKELETON = PACKAGE / "letters/skeleton.docx"
# Of the skeleton's text, in English Metric Units: 14 points.
BODY_SIZE = 14 * 12700
# PDF/UA-1, ISO 14289-1: tagged, so that a screen reader reads it in order.
PDF_VARIANT = "pdf/ua-1"


class Unavailable(RuntimeError):
    """The extra that makes files of this format is not installed."""


class FetchRefused(ValueError):
    """A letter asked for something from elsewhere; it holds everything that it needs."""


@dataclass(frozen=True)
class Format:
    """A kind of file; ``extra`` of the package brings ``module``, which makes it."""

    extension: str
    content_type: str
    extra: str
    module: str
    render: Callable[[LetterText], bytes]

    @property
    def is_available(self) -> bool:
        return _module(self.module) is not None


def html(text: LetterText) -> str:
    """The letter as a page of its own, without any address in it."""
    return printable(render_to_string(PRINT_TEMPLATE, {"letter": text, "is_file": True}))


def pdf(text: LetterText) -> bytes:
    """The letter as tagged PDF with its fonts embedded. Raises Unavailable."""
    return pdf_of(html(text))


def pdf_of(page: str, *, styles: Any = STYLES) -> bytes:
    """A page of its own as tagged PDF, with a style sheet of the package. Raises Unavailable."""
    weasyprint = _needed("weasyprint", "pdf")
    sheet = weasyprint.CSS(string=styles.read_text(encoding="utf-8"), url_fetcher=refuse_to_fetch)
    document = weasyprint.HTML(string=page, url_fetcher=refuse_to_fetch)
    return document.write_pdf(stylesheets=[sheet], pdf_variant=PDF_VARIANT)


def docx(text: LetterText) -> bytes:
    """The letter as an editable document. Raises Unavailable.

    Our own skeleton is filled in by a sandboxed Jinja, which sees the words of the letter as
    values and never as a template.
    """
    docxtpl, sandbox = _needed("docxtpl", "docx"), import_module("jinja2.sandbox")
    document = docxtpl.DocxTemplate(io.BytesIO(SKELETON.read_bytes()))
    document.render(
        _as_plain_values(text),
        jinja_env=sandbox.SandboxedEnvironment(autoescape=True),
        autoescape=True,
    )
    if text.language.startswith("zh") and not text.is_sheet:
        # Two characters, as Chinese paragraphs begin.
        document.styles["Body Text"].paragraph_format.first_line_indent = 2 * BODY_SIZE
    document.core_properties.title = printable(text.heading)
    document.core_properties.author = printable(text.agency)
    document.core_properties.language = language_tag(text.language)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


PDF = Format("pdf", "application/pdf", "pdf", "weasyprint", pdf)
DOCX = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    "docxtpl",
    docx,
)
FORMATS = {format_.extension: format_ for format_ in (PDF, DOCX)}


def available_formats() -> list[Format]:
    return [format_ for format_ in FORMATS.values() if format_.is_available]


def file_name(letter: Any, format_: Format) -> str:
    """How a letter is called as a file: by its number, never by a name."""
    return f"{str(letter).replace('/', '-')}.{format_.extension}"


def refuse_to_fetch(url: str, *args: Any, **kwargs: Any) -> NoReturn:
    """Stands in for WeasyPrint's fetcher: a letter must not make the server ask anybody."""
    raise FetchRefused("A letter fetches nothing.")


def _as_plain_values(text: LetterText) -> dict[str, Any]:
    """What the skeleton shows; XML has no place for some characters."""
    return {
        "heading": printable(text.heading),
        "number": printable(text.number),
        "salutation": "" if text.is_sheet else printable(text.salutation),
        "paragraphs": [printable(line) for line in _lines(text)],
        "signature": [] if text.is_sheet else [printable(text.agency), text.written_on],
    }


def _lines(text: LetterText) -> Iterator[str]:
    for lines in text.paragraphs:
        yield from lines
        if text.is_sheet:
            # Room to write by hand.
            yield from ("", "")
    yield from text.remedies


def _needed(module: str, extra: str) -> Any:
    found = _module(module)
    if found is None:
        raise Unavailable(f"Install the extra: pip install wagtail-disclosure[{extra}]")
    return found


@cache
def _module(name: str) -> Any:
    """The optional module, or None. Not imported at the top: WeasyPrint alone takes a second."""
    try:
        return import_module(name)
    except (ImportError, OSError):  # OSError: WeasyPrint without Pango.
        return None
