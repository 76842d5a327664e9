"""Pages of a list that may be very long."""

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class InboxPaginator(WagtailPaginator):
    """Counts no further than anybody turns pages.

    To count a million cases takes many times as long as to show twenty; what lies beyond is found
    by filters and by its number.
    """

    most = 10_000

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
        # One more than are shown, to tell exactly as many from more.
        return self.object_list.order_by()[: self.most + 1].count()
