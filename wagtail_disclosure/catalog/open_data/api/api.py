"""The API as a whole: described by OpenAPI, errors in one form, unchanged answers sent once."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from wagtail_disclosure.catalog.open_data.answers import answer_once
from wagtail_disclosure.catalog.open_data.api import problems
from wagtail_disclosure.catalog.open_data.api.endpoints import router


class ReadableJSON(JSONRenderer):
    """Chinese as it is: escaped it would be twice as long."""

    json_dumps_params = {"ensure_ascii": False}


NAMESPACE = "wagtail_disclosure_api"


class DisclosureAPI(NinjaAPI):
    """Answers with an ETag, and with 304 where that is known."""

    def create_response(
        self, request: HttpRequest, data: Any, **kwargs: Any
    ) -> HttpResponse | HttpResponseBase:
        response = super().create_response(request, data, **kwargs)
        return answer_once(request, response) if response.status_code == 200 else response


api = DisclosureAPI(
    title="Disclosure catalog",
    version="1",
    description="What is disclosed, to read. Nobody has to sign in, and nothing can be changed.",
    urls_namespace=NAMESPACE,
    renderer=ReadableJSON(),
    # Its page would load programs from elsewhere.
    docs_url=None,
)
api.add_router("", router)
problems.register(api)
