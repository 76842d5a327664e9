"""Who reads: a visitor, an information officer of another unit, a program with a token."""

from typing import Any

from django.test import Client

from tests.leaks.urls import HAS_V3

if HAS_V3:
    from wagtail.models import APIToken

ANONYMOUS, OFFICER, TOKEN = "visitor", "officer of another unit", "program with a token"
READERS = (ANONYMOUS, OFFICER, TOKEN)


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
    """Body and headers of the answer: names of files are in headers, too."""
    response = client.get(url, parameters)
    body = b"".join(response) if response.streaming else response.content
    return body + str(response.headers).encode()
