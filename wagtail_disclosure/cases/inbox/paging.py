"""Pages of a list that may be very long."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class InboxPaginator(WagtailPaginator):
    """Counts no further than anybody turns pages.

    To count a million cases takes many times as long as to show twenty; what lies beyond is found
    by filters and by its number.
    """

    most = 2_000
    _first_rows: list[Any] | None = None

    def get_page(self, number: Any) -> Page:
        """The rows of the first page are read first: where they are all, nothing is counted."""
        if str(number or 1) == "1" and isinstance(self.object_list, QuerySet):
            self._first_rows = list(self.object_list[: self.per_page + 1])
        return super().get_page(number)

    def page(self, number: Any) -> Page:
        if self._first_rows is not None and self.validate_number(number) == 1:
            top = min(self.per_page, self.count)
            return self._get_page(self._first_rows[:top], 1, self)
        return super().page(number)

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.most)

    @cached_property
    def items_count_label(self) -> str:
        if self._counted > self.most:
            text = _("more than %(number)d cases; filters and the search find the others")
            return text % {"number": self.most}
        return super().items_count_label

    @cached_property
    def _counted(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        if self._first_rows is not None and len(self._first_rows) <= self.per_page:
            return len(self._first_rows)
        # One more than are shown, to tell exactly as many from more.
        return self.object_list.order_by()[: self.most + 1].count()
