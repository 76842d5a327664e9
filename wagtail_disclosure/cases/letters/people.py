"""Who applied, as letters and mails need it: a name, an address, where to mail to."""

from dataclasses import dataclass
from typing import Any

from wagtail_disclosure.cases.request_forms.definitions import Definition

NAME_KEY = "applicant_name"
ADDRESS_KEY = "address"
EMAIL_TYPE = "email"


@dataclass(frozen=True)
class Applicant:
    """Kept in memory only, as long as a letter or a mail is being written."""

    name: str
    address: str
    email: str

    def as_values(self) -> dict[str, str]:
        return {"addressee": self.name, "address": self.address, "email": self.email}


def applicant_of(case: Any, *, is_masked: bool = False) -> Applicant:
    """The applicant by the identifying answers of the form; masked: by its questions.

    Raises encryption.CannotDecrypt where the key of the case is gone.
    """
    definition = Definition.from_content(case.concrete().form_definition.content)
    answers = {} if is_masked else case.applicantidentity.unseal()
    shown = {
        field.key: f"[{field.label}]" if is_masked else field.display(answers.get(field.key))
        for field in definition.fields
        if field.identifies
    }
    mails = [shown[field.key] for field in definition.fields if field.type == EMAIL_TYPE]
    # An agency's own form may ask for the name under another key: then it asks for it first.
    name = shown.get(NAME_KEY) or next(iter(shown.values()), "")
    return Applicant(name=name, address=shown.get(ADDRESS_KEY, ""), email=next(iter(mails), ""))
