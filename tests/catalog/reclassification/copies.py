"""An entry with a marker in every field, and in every place where its text is copied."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Comment, Locale, Page, Revision
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from tests.catalog.factories import store_file
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage

MARK = "zqxmarker"
SHARED = "A paragraph that another page has as well."


def marked(what: str) -> str:
    return f"{MARK}{what}"


def write_draft(entry: EntryPage, *, by: Any, suffix: str = "") -> EntryPage:
    """A draft with the marker in every field; the row itself stays as it was."""
    draft = EntryPage.objects.get(pk=entry.pk)
    draft.title = marked(f"title{suffix}")
    draft.slug = marked(f"slug{suffix}")
    draft.seo_title = marked(f"seo{suffix}")
    draft.search_description = marked(f"description{suffix}")
    draft.summary = marked(f"summary{suffix}")
    draft.document_number = marked(f"number{suffix}")
    draft.class_reason = marked(f"reason{suffix}")
    draft.body = [("paragraph", f"<p>{marked(f'body{suffix}')}</p><p>{SHARED}</p>")]
    stored = store_file(f"{marked('file')}{suffix}.pdf", f"%PDF-1.7 {marked('bytes')}".encode())
    draft.attachments = [EntryAttachment(stored_file=stored, title=marked("attachment"))]
    draft.save_revision(user=by)
    return draft


def translate(entry: EntryPage, locale: Locale) -> None:
    """What wagtail-localize keeps while an entry is translated."""
    draft = entry.get_latest_revision_as_object()
    source, _is_new = TranslationSource.update_or_create_from_instance(draft)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=f"{MARK} in English {segment.context.path}",
        )
    context = TranslationContext.objects.filter(object=entry.translation_key).first()
    SegmentOverride.objects.create(
        locale=locale, context=context, data_json=json.dumps(marked("override"))
    )
    translation.save_target(publish=False)


def share_a_string(entry: EntryPage, other: EntryPage) -> None:
    """Another entry with one paragraph of this one: wagtail-localize stores it once."""
    other.body = [("paragraph", f"<p>{SHARED}</p>")]
    other.save()
    other.save_revision()
    TranslationSource.update_or_create_from_instance(other)


def leave_copies(entry: EntryPage, *, by: Any) -> None:
    """Previews, comments, schedules, redirects and log entries that repeat the draft."""
    page = Page.objects.get(pk=entry.pk)
    content_type = ContentType.objects.get_for_model(EntryPage)
    for object_id, parent in ((str(entry.pk), ""), ("", str(page.get_parent().pk))):
        FormState.objects.create(
            data=f"title={marked('preview')}",
            user=by,
            content_type=content_type,
            object_id=object_id,
            parent_object_id=parent,
            last_updated_at=timezone.now(),
        )
    Comment.objects.create(
        page=page, user=by, text=marked("comment"), contentpath="title", position=""
    )
    Revision.objects.for_instance(entry).order_by("-pk").update(
        approved_go_live_at=timezone.now() + timedelta(days=1)
    )
    Redirect.add_redirect(f"/{marked('old')}/", redirect_to=page)
    log(
        instance=entry,
        action="wagtail.rename",
        user=by,
        title=marked("label"),
        data={"title": {"old": marked("old"), "new": marked("new")}},
    )
    for name in ("page", "source", "destination"):
        log(
            instance=page.get_parent().specific,
            action="wagtail.copy",
            user=by,
            data={name: {"id": entry.pk, "title": marked("mention")}},
        )
