"""Due dates of cases that nobody else sees as open yet: new ones, and those that are reopened.

Whoever changes a calendar or a law meanwhile passes them over, and they count with what was before.
"""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_noop

from wagtail_disclosure.cases.clock import recomputing
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.recomputing.following import decided
from wagtail_disclosure.core.seams import Concerned

SOFTWARE = Actor.software("wagtail-disclosure")
# Stored in English; the history shows it in the reader's language.
REASON = gettext_noop("The law or the calendar changed at the same moment.")


def count_again_where_overtaken(case: Case, *, since: tuple[int, ...]) -> None:
    """After the transaction, store the due date anew where law or calendar changed during it.

    ``since`` is what was ``decided`` before law and calendar were read for ``case``. A change of
    that time is seen then; a later one finds the case itself.
    """
    # Robust, because whatever goes wrong there, the case is stored.
    transaction.on_commit(partial(_count_again, case, since=since), robust=True)


def _count_again(case: Case, *, since: tuple[int, ...]) -> None:
    if decided() == since:
        return
    about = Concerned(law=case.law)
    if recomputing.count_one(case.pk, about, by=SOFTWARE, reason=REASON):
        case.refresh_from_db(fields=recomputing.STORED)
