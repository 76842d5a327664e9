"""Strings of many translations in one PO file, out and in again.

wagtail-localize has such a file for each translation. Here each string names its translation in its
context, so that one file holds a category or whatever the report was filtered by.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale

from wagtail_disclosure.review.translations import localize, queueing

# Texts in one file, and bytes and wrong lines that are looked at.
MOST_TEXTS = 200
LARGEST = 5 * 1024 * 1024
MOST_ERRORS = 20
SEPARATOR = ":"
TOOL = "PO file"


@dataclass(frozen=True)
class Imported:
    """What an upload brought: strings that were filled in, and in how many texts."""

    strings: int
    texts: int


def missing_strings(originals: Iterable[Any], locale: Locale, *, by: Any) -> polib.POFile:
    """The strings of ``originals`` that have no translation into ``locale``, for ``by`` to fill in.

    Queues what is not queued yet. Left out is what cannot be translated yet, what is a text of its
    own, and what the person may not edit.
    """
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": locale.language_code,
    }
    finder = AdminURLFinder(by)
    for original in originals:
        version = queueing.queue(original, locale, by=by)
        translation = version and localize.translation_of(version)
        if translation is not None and finder.get_edit_url(version):
            file.extend(_entries(translation))
    return file


def _entries(translation: Any) -> Iterator[polib.POEntry]:
    for entry in translation.export_po():
        if entry.obsolete or entry.msgstr:
            continue
        entry.msgctxt = f"{translation.uuid}{SEPARATOR}{entry.msgctxt}"
        entry.comment = translation.source.object_repr
        yield entry


def read(content: bytes) -> polib.POFile:
    """Raises ValidationError where ``content`` is no PO file."""
    if len(content) > LARGEST:
        values = {"number": LARGEST // 1024 // 1024}
        raise ValidationError(
            _("The file is larger than %(number)d MB. Upload parts of it.") % values
        )
    # polib takes a text that names a file for that file.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "strings.po"
        path.write_bytes(content)
        try:
            return polib.pofile(str(path), encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8. Save it in UTF-8.")) from error
        except OSError as error:
            # polib's way to say that it can't read a line; its words name the file on this machine.
            place = str(error).partition("(line ")[2].partition(")")[0]
            text = _("The file is no PO file: line %(line)s can't be read.")
            raise ValidationError(text % {"line": place or "1"}) from error


@transaction.atomic
def import_strings(file: polib.POFile, *, by: Any) -> Imported:
    """Store the translations in ``file``, all or none; empty and fuzzy ones are passed over.

    Nothing becomes public by it. Raises ValidationError with a message for each wrong line.
    """
    filled = [entry for entry in file if entry.msgstr and not (entry.obsolete or entry.fuzzy)]
    if not filled:
        raise ValidationError(_("There is no translation in the file."))
    by_translation, errors = _sorted_out(filled)
    translations = {
        str(found.uuid): found
        for found in localize.running_translations()
        .filter(uuid__in=list(by_translation))
        .select_related("source", "target_locale")
    }
    finder = AdminURLFinder(by)
    for uuid, entries in by_translation.items():
        refusal = _why_not(translations.get(uuid), finder)
        if refusal:
            errors.append(_at(entries[0], refusal))
        else:
            errors.extend(_import_one(translations[uuid], entries, by=by))
    if errors:
        rest = len(errors) - MOST_ERRORS
        more = [_("And %(number)d more.") % {"number": rest}] if rest > 0 else []
        raise ValidationError([*errors[:MOST_ERRORS], *more])
    return Imported(len(filled), len(by_translation))


def _sorted_out(entries: list[polib.POEntry]) -> tuple[dict[str, list[polib.POEntry]], list[str]]:
    """The entries by the translation that they name, and a message for each that names none."""
    found: dict[str, list[polib.POEntry]] = defaultdict(list)
    errors = []
    for entry in entries:
        uuid, separator, path = (entry.msgctxt or "").partition(SEPARATOR)
        if separator and path and _is_uuid(uuid):
            found[uuid].append(entry)
        else:
            errors.append(_at(entry, _("the context names no text. Leave “msgctxt” as it was.")))
    return found, errors


def _is_uuid(text: str) -> bool:
    field = apps.get_model("wagtail_localize", "Translation")._meta.get_field("uuid")
    try:
        return str(field.to_python(text)) == text
    except ValidationError:
        return False


def _why_not(translation: Any, finder: AdminURLFinder) -> str:
    gone = _("the text was deleted, or is no longer kept as a translation.")
    if translation is None:
        return gone
    version = _version(translation)
    if version is None:
        return gone
    if not finder.get_edit_url(version):
        return _("you do not have the right to edit this text.")
    return ""


def _version(translation: Any) -> Any | None:
    model = translation.source.specific_content_type.model_class()
    versions = model._base_manager.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale
    )
    return versions.first()


def _import_one(translation: Any, entries: list[polib.POEntry], *, by: Any) -> Iterator[str]:
    part = polib.POFile()
    for entry in entries:
        path = entry.msgctxt.partition(SEPARATOR)[2]
        part.append(polib.POEntry(msgid=entry.msgid, msgstr=entry.msgstr, msgctxt=path))
    for warning in translation.import_po(part, user=by, tool_name=TOOL):
        gone = _("this string is no longer in the text. Download it again.")
        yield _at(entries[warning.index], gone)
    yield from _refused(translation, entries)


def _refused(translation: Any, entries: list[polib.POEntry]) -> Iterator[str]:
    """Translations that wagtail-localize stores and never shows, such as with other tags."""
    strings = apps.get_model("wagtail_localize", "StringTranslation")._default_manager.filter(
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
        has_error=True,
    )
    lines = {(entry.msgctxt.partition(SEPARATOR)[2], entry.msgid): entry for entry in entries}
    for string in strings.select_related("translation_of", "context"):
        entry = lines.get((string.context.path, string.translation_of.data))
        if entry is not None:
            yield _at(entry, str(string.get_error()))


def _at(entry: polib.POEntry, problem: str) -> str:
    shortened = entry.msgid if len(entry.msgid) <= 40 else f"{entry.msgid[:39]}…"
    # polib counts from 0 where a file starts with a string.
    values = {"line": entry.linenum or 1, "text": shortened, "problem": problem}
    return _("Line %(line)d, “%(text)s”: %(problem)s") % values
