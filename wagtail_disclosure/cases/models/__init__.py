"""Cases, what is sealed with them, what happens to them, and the forms they come from."""

from wagtail_disclosure.cases.models.answer_decisions import AnswerDecision
from wagtail_disclosure.cases.models.answer_items import AnswerItem
from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.cases.models.cases import Case, InformationRequest, local_date
from wagtail_disclosure.cases.models.challenges import Challenge
from wagtail_disclosure.cases.models.consultations import Consultation
from wagtail_disclosure.cases.models.corrections import Correction
from wagtail_disclosure.cases.models.custody import CustodyEvent
from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.models.digests import RequestDigest
from wagtail_disclosure.cases.models.events import CaseEvent, ClockEvent
from wagtail_disclosure.cases.models.extensions import Extension
from wagtail_disclosure.cases.models.fees import FeeNotice
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.models.forms import DisclosureForm
from wagtail_disclosure.cases.models.letter_templates import LetterTemplate
from wagtail_disclosure.cases.models.letters import Letter, LetterDelivery
from wagtail_disclosure.cases.models.links import CaseLink
from wagtail_disclosure.cases.models.log_pages import (
    DisclosureLogEntry,
    DisclosureLogMixin,
    DisclosureLogPage,
    LogEntryMixin,
    ReleasedFile,
)
from wagtail_disclosure.cases.models.logged_answers import LoggedAnswer
from wagtail_disclosure.cases.models.lookups import AddressTries, LookupTries
from wagtail_disclosure.cases.models.notes import CaseNote
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.models.pages import RequestPage, RequestPageMixin
from wagtail_disclosure.cases.models.proposals import DisclosureProposal
from wagtail_disclosure.cases.models.registrations import Registration
from wagtail_disclosure.cases.models.reminders import Reminder
from wagtail_disclosure.cases.models.retention import Erasure, LegalHold, RetentionRule
from wagtail_disclosure.cases.models.satisfaction import Satisfaction
from wagtail_disclosure.cases.models.saved_requests import SavedFile, SavedRequest
from wagtail_disclosure.cases.models.saved_views import CaseExport, SavedView
from wagtail_disclosure.cases.models.sealed import ApplicantIdentity, CaseContent, CaseKey
from wagtail_disclosure.cases.models.suggestions import AnsweredBySuggestion
from wagtail_disclosure.cases.models.tasks import UnitTask

__all__ = [
    "AddressTries",
    "Answer",
    "AnswerDecision",
    "AnsweredBySuggestion",
    "AnswerItem",
    "ApplicantIdentity",
    "Case",
    "CaseContent",
    "CaseEvent",
    "CaseExport",
    "CaseFile",
    "CaseKey",
    "CaseLink",
    "CaseNote",
    "Challenge",
    "ClockEvent",
    "Consultation",
    "Correction",
    "CustodyEvent",
    "DisclosureForm",
    "DisclosureLogEntry",
    "DisclosureLogMixin",
    "DisclosureLogPage",
    "DisclosureProposal",
    "Erasure",
    "Extension",
    "FeeNotice",
    "FormDefinition",
    "InformationRequest",
    "LegalHold",
    "Letter",
    "LetterDelivery",
    "LetterTemplate",
    "LogEntryMixin",
    "LoggedAnswer",
    "LookupTries",
    "OutgoingMail",
    "Registration",
    "ReleasedFile",
    "Reminder",
    "RequestDigest",
    "RequestPage",
    "RequestPageMixin",
    "Satisfaction",
    "RetentionRule",
    "SavedFile",
    "SavedRequest",
    "SavedView",
    "UnitTask",
    "local_date",
]
