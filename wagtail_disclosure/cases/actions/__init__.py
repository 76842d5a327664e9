"""Every change of a case: one function each, with permission, transaction and record inside."""

from wagtail_disclosure.cases.actions.adding import add_own_papers, add_papers
from wagtail_disclosure.cases.actions.answering import (
    answer,
    authors_of,
    draft_answer,
    send_answer_to_review,
)
from wagtail_disclosure.cases.actions.challenging import end_challenge, register_challenge
from wagtail_disclosure.cases.actions.charging import charge, record_payment
from wagtail_disclosure.cases.actions.classifying import classify_applicant
from wagtail_disclosure.cases.actions.consulting import consult, end_consultation
from wagtail_disclosure.cases.actions.correcting import (
    abandon,
    answer_correction,
    record_correction,
    request_correction,
)
from wagtail_disclosure.cases.actions.ending import (
    join,
    reopen,
    transfer,
    withdraw,
    withdraw_own,
)
from wagtail_disclosure.cases.actions.extending import (
    approve_extension,
    propose_extension,
    refuse_extension,
)
from wagtail_disclosure.cases.actions.files import open_file
from wagtail_disclosure.cases.actions.holding import hold, lift_hold
from wagtail_disclosure.cases.actions.informing import ask_reasons, inform_objector
from wagtail_disclosure.cases.actions.itemizing import add_item, remove_item
from wagtail_disclosure.cases.actions.noting import finish_task, give_task, note, restrict
from wagtail_disclosure.cases.actions.proposing import propose_disclosure
from wagtail_disclosure.cases.actions.publishing import list_in_log
from wagtail_disclosure.cases.actions.receipt import accept, assign
from wagtail_disclosure.cases.actions.revealing import reveal_applicant
from wagtail_disclosure.cases.actions.reviewing import clear_answer, refer_answer, return_answer
from wagtail_disclosure.cases.actions.satisfying import say_satisfaction
from wagtail_disclosure.cases.actions.splitting import split
from wagtail_disclosure.cases.intake.submitting import Receipt, submit

__all__ = [
    "Receipt",
    "abandon",
    "accept",
    "add_item",
    "add_own_papers",
    "add_papers",
    "answer",
    "answer_correction",
    "approve_extension",
    "ask_reasons",
    "assign",
    "authors_of",
    "charge",
    "classify_applicant",
    "clear_answer",
    "consult",
    "draft_answer",
    "open_file",
    "end_challenge",
    "end_consultation",
    "finish_task",
    "give_task",
    "hold",
    "inform_objector",
    "join",
    "lift_hold",
    "list_in_log",
    "note",
    "open_file",
    "propose_disclosure",
    "propose_extension",
    "record_correction",
    "record_payment",
    "refer_answer",
    "refuse_extension",
    "register_challenge",
    "remove_item",
    "reopen",
    "request_correction",
    "restrict",
    "return_answer",
    "reveal_applicant",
    "say_satisfaction",
    "send_answer_to_review",
    "split",
    "submit",
    "transfer",
    "withdraw",
    "withdraw_own",
]
