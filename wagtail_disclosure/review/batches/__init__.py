"""Many drafts under one decision: propose, confirm or return, take single rows out, publish."""

from wagtail_disclosure.review.batches.clearing import around_clearing, finish_batch
from wagtail_disclosure.review.batches.deciding import (
    confirm_batch,
    return_batch,
    take_out,
    why_not,
)
from wagtail_disclosure.review.batches.proposing import propose_again, propose_batch

__all__ = [
    "around_clearing",
    "confirm_batch",
    "finish_batch",
    "propose_again",
    "propose_batch",
    "return_batch",
    "take_out",
    "why_not",
]
