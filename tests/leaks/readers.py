"""Who reads: a visitor, an information officer of another unit, a program with a token."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.leaks.urls import HAS_V3

if HAS_V3:
    from wagtail.models import APIToken

ANONYMOUS, OFFICER, TOKEN = "visitor", "officer of another unit", "program with a token"
READERS = (ANONYMOUS, OFFICER, TOKEN)
# Where restricted pages lead to.
LOGIN = "/_util/login/"


def clients(world: Any) -> dict[str, Client]:
    """One client for each reader, signed in as far as it can be."""
    officer = Client()
    officer.force_login(world.people.outsider)
    return {ANONYMOUS: Client(), OFFICER: officer, TOKEN: with_token(world.people.outsider)}


def with_token(user: Any) -> Client:
    """A program that acts for ``user``, where Wagtail knows of such."""
    if not HAS_V3:
        return Client()
    _row, token = APIToken.create_token(user=user, name="leaks")
    return Client(headers={"authorization": f"Bearer {token}"})


def get(client: Client, url: str, **parameters: str) -> bytes:
    """Body and headers of the answer: names of files are in headers, too.

    Fails where the answer is neither what was asked for nor a clear no: who reads nothing by
    mistake finds no leak either.
    """
    response = client.get(url, parameters)
    assert is_answer(response), f"{url}: {response.status_code} {response.headers}"
    body = b"".join(response) if response.streaming else response.content
    return body + str(response.headers).encode()


def is_answer(response: HttpResponse) -> bool:
    """What was asked for, or a refusal: the admin leads people without the right to its home."""
    if response.status_code == HTTPStatus.FOUND:
        # Django looks for what is not found below the reader's language once more.
        elsewhere = response.url.partition("?")[0].endswith(response.request["PATH_INFO"])
        is_refused = response.url == reverse("wagtailadmin_home") or LOGIN in response.url
        return elsewhere or is_refused
    return response.status_code in (HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
