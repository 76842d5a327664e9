"""Cases, what is sealed with them, and the forms and pages that they come from."""

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.cases.models.cases import Case, InformationRequest, local_date
from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.models.events import CaseEvent, ClockEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.models.forms import DisclosureForm
from wagtail_disclosure.cases.models.letter_templates import LetterTemplate
from wagtail_disclosure.cases.models.letters import Letter, LetterDelivery
from wagtail_disclosure.cases.models.lookups import LookupTries
from wagtail_disclosure.cases.models.outbox import OutgoingMail
from wagtail_disclosure.cases.models.pages import RequestPage, RequestPageMixin
from wagtail_disclosure.cases.models.sealed import ApplicantIdentity, CaseContent, CaseKey

__all__ = [
    "Answer",
    "ApplicantIdentity",
    "Case",
    "CaseContent",
    "CaseEvent",
    "CaseFile",
    "CaseKey",
    "ClockEvent",
    "DisclosureForm",
    "FormDefinition",
    "InformationRequest",
    "Letter",
    "LetterDelivery",
    "LetterTemplate",
    "LookupTries",
    "OutgoingMail",
    "RequestPage",
    "RequestPageMixin",
    "local_date",
]
