"""Building the file of a hand-over: what is public at that moment, and nothing else."""

import codecs
import csv
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator

from wagtail_disclosure.catalog.hand_overs import records
from wagtail_disclosure.catalog.hand_overs.bags import Bag, bag_in, chunks_of
from wagtail_disclosure.catalog.hand_overs.exceptions import FileNotAsStored
from wagtail_disclosure.catalog.models import EntryPage, HandOver
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import PublicBody, StoredFile
from wagtail_disclosure.rules.plain_text import clean_line

NAMED = (
    "clearance",
    "locale",
    "responsible_unit__body",
    "issuing_body",
    "subject_class",
    "genre",
)
# Entries that are in memory at once.
CHUNK = 100


class Building:
    """One run over the entries of a hand-over; ``entries``, ``files`` and ``left_out`` count."""

    def __init__(self, hand_over: HandOver, bag: Bag, publisher: str):
        self.hand_over = hand_over
        self.bag = bag
        self.publisher = publisher
        # Whether a document is in force is said as of this day, so that it is always the same.
        self.day = local_date(hand_over.created_at)
        self.entries = self.files = self.left_out = 0

    def write(self) -> None:
        """Write every entry, then the lists of all of them. Raises FileNotAsStored."""
        with tempfile.TemporaryFile() as table, tempfile.TemporaryFile() as xml:
            self._write_entries(table, xml)
            for name, lists in (("metadata.csv", table), ("metadata.xml", xml)):
                size = lists.seek(0, 2)
                self.bag.add(name, chunks_of(lists), size=size)
        self.bag.close(
            {
                "Source-Organization": self.publisher,
                "External-Identifier": self.hand_over.reference,
                "External-Description": clean_line(self.hand_over.recipient),
                "Bagging-Date": self.day.isoformat(),
            }
        )

    def _write_entries(self, table: IO[bytes], xml: IO[bytes]) -> None:
        table.write(codecs.BOM_UTF8)
        text = TextIOWrapper(table, "utf-8", newline="")
        cells = csv.writer(text)
        cells.writerow(records.COLUMNS)
        collection = XMLGenerator(xml, "utf-8", short_empty_elements=True)
        collection.startDocument()
        collection.startElement(
            "collection",
            {
                "xmlns:dc": records.DC,
                "xmlns:dcterms": records.DCTERMS,
                "xmlns:disclosure": records.OURS,
            },
        )
        for entry in self._chosen():
            if not entry.is_disclosed:
                self.left_out += 1
                continue
            self._write_entry(entry, cells, collection)
        collection.endElement("collection")
        collection.endDocument()
        text.flush()
        text.detach()

    def _chosen(self) -> Iterator[Any]:
        """Those that are public under the clearance that was chosen; the others are left out."""
        chosen = self.hand_over.rows.values("clearance_id")
        entries = EntryPage.objects.disclosed().filter(clearance__in=chosen)
        self.left_out = self.hand_over.rows.count() - entries.count()
        entries = entries.select_related(*NAMED)
        yield from entries.order_by("index_number", "locale__language_code", "pk").iterator(
            chunk_size=CHUNK
        )

    def _write_entry(self, entry: Any, cells: Any, collection: XMLGenerator) -> None:
        self.entries += 1
        folder = f"entries/{self.entries:06d}-{entry.locale.language_code}"
        files = [
            self._write_file(row.stored_file, f"{folder}/{number:02d}-{row.stored_file.name}")
            for number, row in enumerate(entry.attachments.all(), start=1)
        ]
        page = records.page_of(entry, files, self.day)
        self.bag.add(f"{folder}/entry.html", [page], size=len(page))
        cells.writerow(records.row_of(entry, folder, files))
        records.write_record(collection, entry, folder, files, self.publisher)

    def _write_file(self, stored: StoredFile, path: str) -> tuple[str, str]:
        if stored.scan_state == StoredFile.ScanState.QUARANTINED:
            raise FileNotAsStored(stored.name)
        try:
            with stored.file.open("rb") as content:
                sha256 = self.bag.add(path, content.chunks(), size=stored.size)
        except FileNotFoundError as problem:
            raise FileNotAsStored(stored.name) from problem
        if sha256 != stored.sha256:
            raise FileNotAsStored(stored.name)
        self.files += 1
        return path, sha256


def write_bag(hand_over: HandOver, target: IO[bytes]) -> Building:
    """Write the whole file to ``target``; returns the counts. Raises FileNotAsStored."""
    with bag_in(target, hand_over.reference) as bag:
        building = Building(hand_over, bag, str(PublicBody.objects.own()))
        building.write()
    return building
