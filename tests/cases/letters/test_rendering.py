"""Letters as files: tagged PDF with its fonts, DOCX, and nothing asked of anybody."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from wagtail_disclosure.cases.letters import rendering
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.letters.texts import LetterText

HOSTILE = '<img src="http://127.0.0.1:9/a.png"> <script>x</script> {{ 7*7 }} {% x %} & \x0b'
TEXT = LetterText(
    language="zh-hans",
    heading="政府信息不予公开告知书",
    number="依复〔2026〕第1号",
    addressee="李明",
    address="",
    email="",
    body=f"第一行\n第二行\n\n{HOSTILE}",
    remedies=("可以申请行政复议。",),
    agency="示例市水务局",
    written_on="2026年11月30日",
    kind=LetterKind.REFUSED,
)

needs_pdf = pytest.mark.skipif(not rendering.PDF.is_available, reason="without the extra [pdf]")
needs_docx = pytest.mark.skipif(not rendering.DOCX.is_available, reason="without the extra [docx]")


def test_the_page_escapes_every_word():
    """Case 63 of reliability.md, for letters."""
    page = rendering.html(TEXT)
    assert "<script>" not in page and "<img" not in page
    assert "{{ 7*7 }}" in page
    assert '<html lang="zh-Hans">' in page
    assert page.count("<h1") == 1
    assert page.count('class="disclosure-letter-line"') == 3


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(rendering.pdf(TEXT)))


@pytest.fixture(scope="module")
def members() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(rendering.docx(TEXT))) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@needs_pdf
class TestPdf:
    def test_it_is_tagged_and_says_its_language_and_title(self, reader):
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "zh-Hans"
        assert "/StructTreeRoot" in root
        assert reader.metadata.title == "政府信息不予公开告知书 依复〔2026〕第1号"

    def test_its_fonts_are_embedded(self, reader):
        fonts = reader.pages[0]["/Resources"]["/Font"].values()
        descriptors = [
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            for font in fonts
        ]
        assert descriptors
        assert all({"/FontFile2", "/FontFile3"} & set(row.get_object()) for row in descriptors)

    def test_its_words_can_be_read_and_searched(self, reader):
        words = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
        for part in ("政府信息不予公开告知书", "李明：", "{{ 7*7 }}", "示例市水务局"):
            assert part in words

    def test_nothing_is_fetched(self):
        """Server-side requests by way of a letter: the fetcher refuses every address."""
        for url in ("http://127.0.0.1:9/", "file:///etc/passwd", "data:text/plain,x"):
            with pytest.raises(rendering.FetchRefused):
                rendering.refuse_to_fetch(url)


@needs_docx
class TestDocx:
    def test_its_words_are_there_and_inert(self, members):
        """Case 82: Jinja sees what was written as values only."""
        document = members["word/document.xml"]
        assert "{{ 7*7 }}" in document
        assert "&lt;script&gt;" in document
        assert "示例市水务局" in document and "可以申请行政复议。" in document
        assert "{%p" not in document

    def test_its_facts_name_nobody_but_the_agency(self, members):
        facts = members["docProps/core.xml"]
        assert "示例市水务局" in facts and "李明" not in facts


def test_formats_that_are_not_installed_are_not_offered(monkeypatch):
    monkeypatch.setattr(rendering, "_module", lambda name: None)
    assert rendering.available_formats() == []
    with pytest.raises(rendering.Unavailable, match=r"wagtail-disclosure\[pdf\]"):
        rendering.pdf(TEXT)
