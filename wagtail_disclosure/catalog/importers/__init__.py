"""From CSV files to drafts of categories and entries, and to the register of exempt items."""

from wagtail_disclosure.catalog.importers.importing import import_files
from wagtail_disclosure.catalog.importers.readers import UnreadableFile
from wagtail_disclosure.catalog.importers.report import Outcome, Report, RowError

__all__ = ["Outcome", "Report", "RowError", "UnreadableFile", "import_files"]
