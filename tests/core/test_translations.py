"""Everything that people read is translated, and what is translated is what the code says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils.translation import override, pgettext

ROOT = Path(__file__).resolve().parents[2]
# Folder whose code is collected, and where its translations are.
CATALOGS = {
    "wagtail_disclosure": "core/locale",
    "example_site/home": "locale",
}
CATALOG = "zh_Hans/LC_MESSAGES/django"
# %(name)s, %s and {name} are filled in; %% and merge fields are not.
PLACEHOLDER = re.compile(r"(?<!%)%(?:\(\w+\))?[sd]|(?<!\{)\{\w*\}(?!\})")
TAG = re.compile(r"</?\w+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Punctuation of half the width between two Chinese characters.
WRONG_PUNCTUATION = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[!！]")

COLLECT = """
import sys
import django
from django.conf import settings
from django.core.management import call_command
settings.configure(LOCALE_PATHS=[sys.argv[1]])
django.setup()
call_command("makemessages", locale=["zh_Hans"], no_obsolete=True, verbosity=0)
"""


def source_of(folder: str) -> polib.POFile:
    return polib.pofile(str(ROOT / folder / CATALOGS[folder] / f"{CATALOG}.po"))


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def keys(catalog: polib.POFile) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalog}


ENTRIES = [entry for folder in CATALOGS for entry in source_of(folder)]


def test_nothing_is_untranslated_or_guessed():
    assert [entry.msgid for entry in ENTRIES if not all(translations(entry))] == []
    assert [entry.msgid for entry in ENTRIES if entry.fuzzy or entry.obsolete] == []


def test_every_translation_is_chinese():
    file_kinds = "PDF, DOCX, XLSX, PNG, JPG, CSV or TXT."
    words = [entry for entry in ENTRIES if has_words(entry.msgid) and entry.msgid != file_kinds]
    texts = {entry.msgid: "".join(translations(entry)) for entry in words}
    assert [source for source, text in texts.items() if not CHINESE.search(text)] == []


def has_words(source: str) -> bool:
    """Whether there is more in it than what is filled in, tags and signs."""
    return bool(re.search(r"[A-Za-z]{2}", TAG.sub("", PLACEHOLDER.sub("", source))))


def test_placeholders_and_tags_are_those_of_the_source():
    wrong = []
    for entry in ENTRIES:
        # A plural's form has its placeholders; Chinese has one form for both.
        source = entry.msgid_plural or entry.msgid
        for text in translations(entry):
            same = all(
                sorted(pattern.findall(source)) == sorted(pattern.findall(text))
                for pattern in (PLACEHOLDER, TAG)
            )
            if not same:
                wrong.append((source, text))
    assert wrong == []


def test_punctuation_is_of_full_width_and_calm():
    texts = [PLACEHOLDER.sub("字", text) for entry in ENTRIES for text in translations(entry)]
    assert [text for text in texts if WRONG_PUNCTUATION.search(text)] == []


def test_one_source_has_one_translation_in_both_catalogs():
    texts: dict[tuple[str, str], set[str]] = {}
    for entry in ENTRIES:
        found = texts.setdefault((entry.msgctxt or "", entry.msgid), set())
        found.update(translations(entry))
    assert {source: found for source, found in texts.items() if len(found) > 1} == {}


@pytest.mark.parametrize("folder", CATALOGS)
def test_the_compiled_catalog_is_that_of_the_source(folder):
    compiled = polib.mofile(str(ROOT / folder / CATALOGS[folder] / f"{CATALOG}.mo"))
    source = source_of(folder)
    read = {(entry.msgctxt, entry.msgid): translations(entry) for entry in compiled}
    assert read == {(entry.msgctxt, entry.msgid): translations(entry) for entry in source}


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs GNU gettext")
@pytest.mark.parametrize("folder", CATALOGS)
def test_the_catalog_has_exactly_the_strings_of_the_code(folder, tmp_path):
    copied = tmp_path / "code"
    shutil.copytree(ROOT / folder, copied, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    locale = copied / CATALOGS[folder]
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", COLLECT, str(locale)], cwd=copied, check=True, capture_output=True
    )
    collected = keys(polib.pofile(str(locale / f"{CATALOG}.po")))
    committed = keys(source_of(folder))
    assert collected - committed == set(), "run make messages and translate"
    assert committed - collected == set(), "run make messages"


@pytest.mark.parametrize(
    ("context", "word", "chinese"),
    [
        ("day", "Closed", "停止办公"),
        ("date", "Closed", "办结日期"),
        ("pagination", "Next", "下一页"),
        ("count", "entry", "条"),
        ("state of a case", "In progress", "办理中"),
    ],
)
def test_words_with_two_meanings_are_told_apart(context, word, chinese):
    with override("zh-hans"):
        assert pgettext(context, word) == chinese
    with override("en"):
        assert pgettext(context, word) == word
