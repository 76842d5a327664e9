from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.translated_text import TranslatedTextField


class Term(models.Model):
    """A word of a fixed list; entries that name it keep it from being deleted."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedTextField(_("name"))
    is_confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("Off: to be confirmed against the primary text.")
    )

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class SubjectClass(Term):
    """What a document is about, in the national scheme or the agency's own (主题分类)."""

    history = History()

    class Meta(Term.Meta):
        verbose_name = _("subject class")
        verbose_name_plural = _("subject classes")


class Genre(Term):
    """What kind of document it is: a decision, a notice, minutes (体裁)."""

    history = History()

    class Meta(Term.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")
