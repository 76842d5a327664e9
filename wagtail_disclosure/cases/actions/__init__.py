"""Every change of a case: one function each, with permission, transaction and record inside."""

from wagtail_disclosure.cases.actions.answering import (
    answer,
    authors_of,
    clear_answer,
    draft_answer,
    return_answer,
    send_answer_to_review,
)
from wagtail_disclosure.cases.actions.files import open_file
from wagtail_disclosure.cases.actions.receipt import accept, assign
from wagtail_disclosure.cases.actions.revealing import reveal_applicant
from wagtail_disclosure.cases.intake.submitting import Receipt, submit

__all__ = [
    "Receipt",
    "accept",
    "answer",
    "assign",
    "authors_of",
    "clear_answer",
    "draft_answer",
    "open_file",
    "return_answer",
    "reveal_applicant",
    "send_answer_to_review",
    "submit",
]
