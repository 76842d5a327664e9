"""Who applied must not be readable in what everybody may read."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.core.encryption import CannotDecrypt
from wagtail_disclosure.rules.plain_text import letters_and_digits

# Shorter sentences are alike by chance; what is longer was copied.
LONGEST_ALIKE = 30
SENTENCE_ENDS = re.compile(r"[。！？；!?;\n]|\.\s")
# The title of a document has no other words.
QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"")


def refuse_applicant(case: Any, texts: Iterable[str]) -> None:
    """Raises ValidationError for texts that say who applied, or repeat what the applicant wrote.

    The message tells neither: whoever edits the page need not be in charge of the case.
    """
    try:
        identity = merge_fields.values_for(case)
        content = case.casecontent.unseal()
    except (CannotDecrypt, ObjectDoesNotExist):
        # The key of the case is gone, and with it everything that could be given away.
        return
    written = "\n".join(texts)
    if merge_fields.named_in(written, identity) is not None:
        raise ValidationError(
            _("This text says who applied. Write it so that nobody can tell whose request it was.")
        )
    if any(_repeats(written, value) for value in content.values()):
        raise ValidationError(
            _(
                "This text repeats the request word for word. Say in your own words what was "
                "asked: people write about themselves without noticing."
            )
        )


def _repeats(written: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    found = letters_and_digits(written)
    return any(
        len(letters_and_digits(QUOTED.sub("", sentence))) >= LONGEST_ALIKE
        and letters_and_digits(sentence) in found
        for sentence in (value, *SENTENCE_ENDS.split(value))
    )
