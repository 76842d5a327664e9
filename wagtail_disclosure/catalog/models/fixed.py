"""What of an entry never changes by an edit: its index number and its class."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.catalog.classes import PAGE_CLASS_CHOICES
from wagtail_disclosure.catalog.exceptions import (
    ClassIsFixed,
    IndexNumberIsFixed,
    IndexNumberIsTaken,
)
from wagtail_disclosure.catalog.numbering import next_index_number
from wagtail_disclosure.core import days
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.core.models.bodies import LONGEST_INDEX_NUMBER
from wagtail_disclosure.rules.classification import DisclosureClass


class FixedMixin(models.Model):
    """Number and class of an entry, the same in all languages; only a change of class changes one.

    Part of EntryMixin, whose fields it reads.
    """

    index_number = models.CharField(
        _("index number"),
        max_length=LONGEST_INDEX_NUMBER,
        blank=True,
        editable=False,
        db_index=True,
    )
    disclosure_class = models.CharField(
        _("disclosure class"), max_length=12, choices=PAGE_CLASS_CHOICES
    )
    class_reason = models.TextField(
        _("reason for this class"), blank=True, help_text=_("Internal: visitors don't see it.")
    )
    class_ground = models.ForeignKey(
        Exemption,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal ground of this class"),
        help_text=_("Internal: visitors don't see it."),
    )

    class Meta:
        abstract = True

    @property
    def kind(self) -> DisclosureClass:
        """The disclosure class as the rules know it."""
        return DisclosureClass(self.disclosure_class)

    @property
    def is_on_request(self) -> bool:
        return self.kind is DisclosureClass.ON_REQUEST

    def keep_what_is_fixed(self) -> None:
        """Give a new entry its number, and refuse others to one that is stored.

        Call it in the transaction that stores the entry: a failure then leaves no gap. Raises
        IndexNumberIsTaken, IndexNumberIsFixed, ClassIsFixed.
        """
        same = Q(translation_key=self.translation_key)
        if self.alias_of_id:
            # An alias is the same entry at another place.
            same = Q(pk=self.alias_of_id)
        stored = (
            type(self).objects.filter(same).values_list("index_number", "disclosure_class").first()
        )
        if stored is None:
            if self.index_number and self._is_taken(self.index_number):
                raise IndexNumberIsTaken(self.index_number)
            self.index_number = self.index_number or self._next_index_number()
        else:
            number, kind = stored
            self.index_number = self.index_number or number
            if self.index_number != number:
                raise IndexNumberIsFixed(number)
            if self.disclosure_class != kind:
                raise ClassIsFixed(kind)
        self.slug = self.slug or slug_of(self.index_number)

    @property
    def number_day(self) -> date:
        """The day whose year, and month, a new number names."""
        return self.created_on or days.today()

    def _next_index_number(self) -> str:
        # The number is that of the body that answers for the entry, whoever issued the document.
        body = self.responsible_unit.body
        return next_index_number(body, day=self.number_day, taken_of=self.taken_of)

    def _is_taken(self, number: str) -> bool:
        return bool(self.taken_of([number]))

    @classmethod
    def taken_of(cls, numbers: list[str]) -> set[str]:
        """Those of ``numbers`` that entries have."""
        known = cls._base_manager.filter(index_number__in=numbers)
        return set(known.values_list("index_number", flat=True))


def slug_of(index_number: str) -> str:
    return slugify(index_number.replace("/", "-"))
