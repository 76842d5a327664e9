"""Files of a case, for the people who work on it: always as a download."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from wagtail_disclosure.cases.actions.files import open_file
from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.exceptions import NotAllowed, NotPossible
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.cases.models.files import CaseFile
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.encryption import CannotDecrypt


class FileView(View):
    """Hands out one file of a case to somebody in charge of it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, file_id: UUID) -> HttpResponse:
        cases: Any = policy.read_whole_by(request.user)
        # The same 404 for a case of another unit, a file of another case, and for neither.
        case: Case = get_object_or_404(cases, pk=pk)
        file = get_object_or_404(
            CaseFile.objects.select_related("case__key"), pk=file_id, case=case
        )
        try:
            name, content = file.name, open_file(file, by=request.user, on=today())
        except NotAllowed:
            messages.error(request, _("This file shows who applied. You may not open it."))
            return redirect("disclosure_cases:workspace", pk=pk)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect("disclosure_cases:workspace", pk=pk)
        except CannotDecrypt:
            messages.error(request, _("The file can't be read: its key is gone."))
            return redirect("disclosure_cases:workspace", pk=pk)
        return _download(file, name, content)


def _download(file: CaseFile, name: str, content: Any) -> HttpResponse:
    response = StreamingHttpResponse(content, content_type=file.content_type)
    # Whatever it is, it is saved and not shown: nothing in it runs on this site.
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    add_never_cache_headers(response)
    return response
