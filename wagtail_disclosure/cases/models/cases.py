from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.querysets import CaseQuerySet
from wagtail_disclosure.cases.wording import STATE_NAMES
from wagtail_disclosure.core.annual_report import APPLICANT_NAMES
from wagtail_disclosure.core.audit import History
from wagtail_disclosure.core.days import local_date
from wagtail_disclosure.core.models import IntakeWindow, Law, Outcome, PublicBody, Unit
from wagtail_disclosure.rules.annual_report import ApplicantKind
from wagtail_disclosure.rules.case_states import CLOSED_STATES, FIRST_STATE, CaseState

# Filed with the case but no part of its story: digests, and an explanation that follows from the
# clock's events.
KEPT_OUT_OF_HISTORY = ["secret_digest", "secret_key_id", "submission_digest", "due_explanation"]


class Case(models.Model):
    """Something a person asked of the agency: codes, dates, units and states, nothing they wrote.

    Change cases only through ``actions``. What the applicant wrote is in ``CaseContent`` and
    ``ApplicantIdentity``.
    """

    on_public_pages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        INFORMATION_REQUEST = "information_request", _("Information request")

    # History, listings and logs name a case by its number; this row may appear anywhere.
    wagtail_reference_index_ignore = True

    number = models.CharField(_("number"), max_length=80, unique=True)
    number_key = models.CharField(max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=30, choices=STATE_NAMES, default=FIRST_STATE)
    version = models.PositiveIntegerField(default=1, editable=False)
    body = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, related_name="+", verbose_name=_("public body")
    )
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+", verbose_name=_("law"))
    window = models.ForeignKey(
        IntakeWindow,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intake window"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit in charge"),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    officer_name = models.CharField(_("officer"), max_length=200, blank=True)
    # A code and no personal data: the annual report counts by it. Empty where nobody knows.
    applicant_kind = models.CharField(
        _("kind of applicant"), max_length=20, choices=APPLICANT_NAMES, blank=True, default=""
    )
    language = models.CharField(_("language"), max_length=20)
    submitted_at = models.DateTimeField(_("submitted at"))
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_explanation = models.JSONField(_("how the due date was counted"), default=list)
    is_provisional = models.BooleanField(_("provisional"), default=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("outcome"),
    )
    is_restricted = models.BooleanField(
        _("restricted"),
        default=False,
        help_text=_("Only whoever works on it, and the disclosure office, may see it."),
    )
    secret_digest = models.CharField(max_length=64, editable=False)
    secret_key_id = models.CharField(max_length=12, editable=False)
    submission_digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = CaseQuerySet.as_manager()
    history = History(inherit=True, excluded_fields=KEPT_OUT_OF_HISTORY)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_on", "-pk"]
        default_permissions = ("view", "change")
        permissions = [
            ("view_all_cases", "Can see the cases of every unit"),
            ("clear_answer", "Can clear answers for delivery"),
            ("reveal_applicant", "Can reveal who applied"),
            ("approve_extension", "Can approve more time for an answer"),
        ]
        indexes = [
            models.Index(fields=["-received_on", "-id"], name="disclosure_case_received"),
            models.Index(
                fields=["due_on"],
                condition=Q(closed_on__isnull=True),
                name="disclosure_case_open_due",
            ),
            # What a year of the annual report is about; the rest was ended before.
            models.Index(
                fields=["closed_on"],
                condition=Q(closed_on__isnull=False),
                name="disclosure_case_closed_on",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CaseState]),
                name="disclosure_case_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["information_request"]), name="disclosure_case_kind"
            ),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=["", *(kind.value for kind in ApplicantKind)]),
                name="disclosure_case_applicant_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("received_on")),
                name="disclosure_case_due_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[state.value for state in sorted(CLOSED_STATES)],
                    closed_on__isnull=False,
                    closed_on__gte=F("received_on"),
                )
                | (
                    ~Q(state__in=[state.value for state in sorted(CLOSED_STATES)])
                    & Q(closed_on__isnull=True)
                ),
                name="disclosure_case_closed",
            ),
        ]

    def __str__(self) -> str:
        # The number and nothing else: this text ends up in logs, titles and choosers.
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED_STATES

    @property
    def submitted_on(self) -> date:
        """The day of submission where the agency is."""
        return local_date(self.submitted_at)

    def concrete(self) -> Any:
        """This case as the kind that it is, such as an InformationRequest."""
        return self if type(self) is not Case else getattr(self, self.kind.replace("_", ""))


class InformationRequest(Case):
    """A request for information held by the agency."""

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    form_definition = models.ForeignKey(
        FormDefinition,
        on_delete=models.PROTECT,
        related_name="requests",
        verbose_name=_("form as it was"),
    )
    about_page_id = models.BigIntegerField(
        null=True, editable=False, help_text=_("The page whose “request this” was followed.")
    )

    class Meta:
        verbose_name = _("information request")
        verbose_name_plural = _("information requests")
        default_permissions = ()
        indexes = [
            # Few requests follow a “request this”; what several ask for is counted by it.
            models.Index(
                fields=["about_page_id"],
                condition=Q(about_page_id__isnull=False),
                name="disclosure_request_about",
            )
        ]
