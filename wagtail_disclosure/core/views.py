"""The one view that hands out stored files."""

from django.db.models import ForeignObjectRel
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wagtail_disclosure.core.models import StoredFile


@require_safe
def serve_file(request: HttpRequest, file_id, name: str) -> FileResponse:
    """Send a stored file if something disclosed holds it; otherwise it does not exist.

    Raises Http404 alike for unknown, undisclosed, quarantined and misnamed files.
    """
    stored = get_object_or_404(StoredFile, pk=file_id, name=name)
    quarantined = stored.scan_state == StoredFile.ScanState.QUARANTINED
    if quarantined or not is_disclosed(stored):
        raise Http404
    return file_response(stored)


def file_response(stored: StoredFile) -> FileResponse:
    """The file as a download; whoever calls this has checked that the reader may have it."""
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Withdrawal must work at once, so no cache may answer in our place.
    response["Cache-Control"] = "private, no-cache"
    return response


def is_disclosed(stored: StoredFile) -> bool:
    """Whether any object that points at the file is disclosed right now.

    Holders are models with a foreign key to StoredFile whose manager offers ``disclosed()``;
    a model without it never opens its files to the public.
    """
    return any(
        relation.related_model.objects.filter(**{relation.field.name: stored}).disclosed().exists()
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and _can_disclose(relation)
    )


def _can_disclose(relation: ForeignObjectRel) -> bool:
    return hasattr(getattr(relation.related_model, "objects", None), "disclosed")
