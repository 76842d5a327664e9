"""Tables that no public page shows: writing them leaves all copies as they are.

Every table that is not named here counts, those of apps that nobody knows included.
"""

from functools import cache

from django.apps import apps
from simple_history.models import HistoricalChanges

# Tables of others that are written often, each with what it is for.
OF_OTHERS = {
    "django_session": "who is signed in; such readers get no copies",
    "django_admin_log": "what people did in Django's admin",
    "django_tasks_database_dbtaskresult": "the queue of tasks; what a task writes counts itself",
    "wagtailcore_editingsession": "who has an editor open, told every few seconds",
    "wagtailcore_modellogentry": "what people did, for the admin",
    "wagtailcore_pagelogentry": "what people did, for the admin",
}


@cache
def unseen_tables() -> frozenset[str]:
    """Those of others, of models that say ``on_public_pages = False``, and histories.

    Each model says so itself: what derives from one may be shown.
    """
    own = {
        model._meta.db_table
        for model in apps.get_models()
        if vars(model).get("on_public_pages") is False or issubclass(model, HistoricalChanges)
    }
    return frozenset({*OF_OTHERS, *own})
