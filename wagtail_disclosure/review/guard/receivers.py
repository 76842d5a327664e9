"""The write side of the guard: no save makes uncleared content public.

Every route to the public ends in a save of a guarded object or of its base page, so that is where
the guard stands. An insert that would be live becomes a draft; an update raises ClearanceRequired,
except where nobody would be there to read it (aliases, wagtail-localize): those become drafts.
"""

from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.models import Page, Revision
from wagtail.signals import pre_page_move

from wagtail_disclosure.review.guard import addresses, children, deletions, edits, objects, pages
from wagtail_disclosure.review.guard.children import public_children
from wagtail_disclosure.review.models.guarded import guarded_models


def connect() -> None:
    """Listen to moves, and to saves of guarded classes, their child rows, revisions, base pages."""
    for model in guarded_models():
        pre_save.connect(objects.guard_object, sender=model, dispatch_uid=_uid("object", model))
        pre_delete.connect(
            deletions.unseal_deleted, sender=model, dispatch_uid=_uid("delete", model)
        )
        for child, _parent_field in public_children(model):
            pre_save.connect(children.guard_child, sender=child, dispatch_uid=_uid("child", child))
            pre_delete.connect(
                children.guard_child_delete,
                sender=child,
                dispatch_uid=_uid("child delete", child),
            )
    pre_save.connect(pages.guard_base_page, sender=Page, dispatch_uid=_uid("page", Page))
    post_save.connect(pages.seal_base_page, sender=Page, dispatch_uid=_uid("page seal", Page))
    pre_page_move.connect(addresses.check_move, dispatch_uid=_uid("move", Page))
    # Not in ``save_revision``: a copied page brings the revisions of its original along.
    post_save.connect(edits.note_edit, sender=Revision, dispatch_uid=_uid("edit", Revision))


def _uid(what: str, model: type[models.Model]) -> str:
    return f"wagtail_disclosure.guard {what} {model._meta.label_lower}"
