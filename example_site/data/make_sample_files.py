"""Regenerate the sample PDFs in files/ from entries.csv.

Needs WeasyPrint and the Debian package fonts-wqy-microhei:

    pip install weasyprint
    python example_site/data/make_sample_files.py

The same entries give the same bytes: the files carry no time stamps, and their identifiers
are the keys of the entries.
"""

import csv
from html import escape
from pathlib import Path

from weasyprint import HTML

DATA = Path(__file__).parent
FILES = DATA / "files"
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")

PAGE = """<!doctype html>
<html lang="zh-Hans">
<head>
<title>{title_zh} ({key}, 样本文件 Sample file)</title>
<style>
@page {{ size: A4; margin: 25mm 22mm; }}
body {{ font: 11pt/1.7 "WenQuanYi Micro Hei"; color: #1b1b1b; margin: 0; }}
.banner {{ border: 1.5pt solid #8a1c1c; color: #8a1c1c; padding: 3mm 5mm; margin: 0 0 14mm; }}
h1 {{ font-size: 18pt; font-weight: normal; line-height: 1.4; margin: 0 0 3mm; }}
h1 + p {{ font-size: 12.5pt; line-height: 1.4; margin: 0 0 10mm; }}
table {{ width: 100%; border-collapse: collapse; margin: 0 0 10mm; }}
th, td {{ border-bottom: 0.5pt solid #999; padding: 2mm 0; text-align: left; font-weight: normal; }}
th {{ width: 45%; color: #555; }}
</style>
</head>
<body>
<p class="banner">样本文件：为演示而制作，不是官方文件。<br>
<span lang="en">Sample file: composed for demonstration, not the official document.</span></p>
<h1>{title_zh}</h1>
<p lang="en">{title_en}</p>
<table>{rows}</table>
<p>{summary_zh}</p>
<p lang="en">{summary_en}</p>
</body>
</html>
"""

LABELS = {
    "key": "样本编号 <span lang='en'>Sample</span>",
    "doc_no": "文号 <span lang='en'>Document number</span>",
    "date": "日期 <span lang='en'>Date</span>",
    "published_on": "演示发布日期 <span lang='en'>Published in the demo</span>",
}


def page(entry: dict[str, str]) -> str:
    """The HTML of one sample; unknown numbers and dates have no row."""
    text = {name: escape(value) for name, value in entry.items()}
    rows = "".join(
        f"<tr><th scope='row'>{label}</th><td>{text[name]}</td></tr>"
        for name, label in LABELS.items()
        if text[name] not in {"", "—"}
    )
    return PAGE.format(rows=rows, **text)


def make_sample_files() -> None:
    """Write one PDF for each entry with an attachment and remove any other PDF."""
    if not FONT.exists():
        # Without it another font would be taken silently, with other bytes or empty boxes.
        raise SystemExit(f"{FONT} is missing: apt-get install fonts-wqy-microhei")
    FILES.mkdir(exist_ok=True)
    with open(DATA / "entries.csv", encoding="utf-8", newline="") as source:
        entries = [entry for entry in csv.DictReader(source) if entry["attachment"]]
    for stale in set(FILES.glob("*.pdf")) - {FILES / entry["attachment"] for entry in entries}:
        stale.unlink()
    for entry in entries:
        HTML(string=page(entry)).write_pdf(
            FILES / entry["attachment"],
            pdf_identifier=entry["key"].encode(),
            pdf_variant="pdf/ua-1",
        )


if __name__ == "__main__":
    make_sample_files()
