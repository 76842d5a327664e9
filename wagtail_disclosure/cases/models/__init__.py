"""Cases, what is sealed with them, and the forms and pages that they come from."""

from wagtail_disclosure.cases.models.answers import Answer
from wagtail_disclosure.cases.models.cases import Case, InformationRequest, local_date
from wagtail_disclosure.cases.models.definitions import FormDefinition
from wagtail_disclosure.cases.models.events import CaseEvent, ClockEvent
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.models.forms import DisclosureForm
from wagtail_disclosure.cases.models.lookups import AddressTries, LookupTries
from wagtail_disclosure.cases.models.pages import RequestPage, RequestPageMixin
from wagtail_disclosure.cases.models.saved_requests import SavedFile, SavedRequest
from wagtail_disclosure.cases.models.sealed import ApplicantIdentity, CaseContent, CaseKey
from wagtail_disclosure.cases.models.suggestions import AnsweredBySuggestion

__all__ = [
    "AddressTries",
    "Answer",
    "AnsweredBySuggestion",
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
    "LookupTries",
    "RequestPage",
    "RequestPageMixin",
    "SavedFile",
    "SavedRequest",
    "local_date",
]
