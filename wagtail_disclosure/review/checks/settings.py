"""System checks of what a site sets around the guard."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import models
from django.urls import URLResolver, get_resolver
from modelcluster.models import get_all_child_relations
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from wagtail_disclosure.review.api import DisclosedPagesMixin
from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.models.guarded import guarded_models

# Wagtail's own value.
FINISH = "wagtail.workflows.publish_workflow_state"
API_V3 = "wagtailapi_v3"
API_DOCS = "docs/how-to/guard-your-own-types.md says what to use instead."


@checks.register(checks.Tags.security)
def check_workflows_are_enabled(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without workflows there is no review, and nothing could ever become public."""
    if getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    hint = "Remove the setting: each guarded object goes through a workflow."
    return [_error("WAGTAIL_WORKFLOW_ENABLED is off.", hint, "wagtail_disclosure.E030")]


@checks.register(checks.Tags.security)
def check_workflows_publish(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """What the last tier clears is published by the end of the workflow."""
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", FINISH) == FINISH:
        return []
    hint = f"Remove it or set it to {FINISH}: the last tier's decision is to publish what it saw."
    return [_error("WAGTAIL_FINISH_WORKFLOW_ACTION is changed.", hint, "wagtail_disclosure.E031")]


@checks.register(checks.Tags.security)
def check_translations_start_as_drafts(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """wagtail-localize publishes translations with their source, from ``on_commit``."""
    is_installed = apps.is_installed("wagtail_localize")
    if not is_installed or not getattr(
        settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True
    ):
        return []
    message = "wagtail-localize would publish translations together with their source."
    hint = "Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False (True is its default)."
    return [_error(message, hint, "wagtail_disclosure.E032")]


@checks.register(checks.Tags.security)
def check_translations_are_synced(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The review of translations compares them with their source, as long as they follow it."""
    mode = getattr(settings, "WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE", "synced")
    if not apps.is_installed("wagtail_localize") or mode == "synced":
        return []
    message = f"WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE is “{mode}”."
    hint = (
        "New translations would not follow their source: they pass the whole review instead of "
        "the review of translations, and nothing marks them stale when the source changes."
    )
    return [checks.Warning(message, hint=hint, id="wagtail_disclosure.W030")]


@checks.register(checks.Tags.security)
def check_history_is_kept(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Who changed laws, units, reviewers' roles and cases is part of the proof."""
    if getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        return []
    hint = "Remove the setting; who named which reviewer could not be proven."
    return [_error("SIMPLE_HISTORY_ENABLED is off.", hint, "wagtail_disclosure.E033")]


@checks.register(checks.Tags.security)
def check_guarded_files_are_private(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Wagtail's documents and images are public from upload, cleared or not."""
    is_direct = getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) == "direct"
    messages: list[checks.CheckMessage] = []
    for model, field in _public_uploads():
        name = f"{model._meta.label}.{field.name}"
        hint = "Use a foreign key to wagtail_disclosure.core.models.StoredFile."
        if is_direct and field.related_model in _uploads("wagtail.documents"):
            message = f'{name} is shown and WAGTAILDOCS_SERVE_METHOD is "direct".'
            messages.append(_error(message, hint, "wagtail_disclosure.E034"))
        else:
            message = f"{name} points to a file that is public from upload."
            messages.append(checks.Warning(message, hint=hint, id="wagtail_disclosure.W031"))
    return messages


@checks.register(checks.Tags.security)
def check_page_model_is_wagtails(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """wagtail-localize fails at run time on a base page of one's own, and so would the guard."""
    model = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")
    if model.lower() == "wagtailcore.page":
        return []
    hint = "Keep Wagtail's own page as the base and derive types from it."
    return [_error(f"The base page is swapped for {model}.", hint, "wagtail_disclosure.E035")]


@checks.register(checks.Tags.security)
def check_public_api_v2(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Wagtail's own endpoint gives out whatever is live."""
    found = {
        callback.cls.__name__
        for callback in _callbacks()
        if _gives_out_pages(getattr(callback, "cls", None))
    }
    return [
        _error(
            f"The URLs have {name}, which gives out uncleared pages.",
            API_DOCS,
            "wagtail_disclosure.E036",
        )
        for name in sorted(found)
    ]


@checks.register(checks.Tags.security)
def check_public_api_v3(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Wagtail's API v3 offers no hook to filter what it gives out."""
    if not has_public_api_v3():
        return []
    message = "Wagtail's API v3 gives out whatever is live, and drafts to their editors' tokens."
    hint = f"Leave it out, or install the database triggers. {API_DOCS}"
    return [checks.Warning(message, hint=hint, id="wagtail_disclosure.W032")]


def has_public_api_v3() -> bool:
    """Whether the URLs have Wagtail's API v3 on a site that guards something."""
    return bool(guarded_models()) and any(r.namespace == API_V3 for r in _resolvers())


def _error(message: str, hint: str, number: str) -> checks.Error:
    return checks.Error(message, hint=hint, id=number)


def _public_uploads() -> Iterator[tuple[type[Any], models.Field]]:
    """Public fields of guarded models and of their child rows that hold Wagtail's own files."""
    uploads = _uploads("wagtail.documents", "wagtail.images")
    for model in guarded_models():
        shown = set(public_names(model))
        relations = get_all_child_relations(model)
        children = [r.related_model for r in relations if r.get_accessor_name() in shown]
        for owner in (model, *children):
            for name in public_names(owner) if hasattr(owner, "public_fields") else ():
                field = owner._meta.get_field(name)
                if field.is_relation and field.related_model in uploads:
                    yield owner, field


def _uploads(*names: str) -> set[type[models.Model]]:
    """The models of files and images that the site has from these apps of Wagtail's."""
    known = {"wagtail.documents": get_document_model, "wagtail.images": get_image_model}
    return {known[name]() for name in names if apps.is_installed(name)}


def _gives_out_pages(view: type[Any] | None) -> bool:
    if view is None or not isinstance(view, type) or not issubclass(view, PagesAPIViewSet):
        return False
    return bool(guarded_models()) and not issubclass(
        view, DisclosedPagesMixin | PagesAdminAPIViewSet
    )


def _resolvers() -> Iterator[URLResolver]:
    if not getattr(settings, "ROOT_URLCONF", None):
        return
    waiting = [get_resolver()]
    while waiting:
        resolver = waiting.pop()
        yield resolver
        waiting.extend(found for found in resolver.url_patterns if isinstance(found, URLResolver))


def _callbacks() -> Iterator[Callable[..., Any]]:
    for resolver in _resolvers():
        for pattern in resolver.url_patterns:
            if not isinstance(pattern, URLResolver):
                yield pattern.callback
