"""Visits of the admin and of forms: the whole stack but the web server's sockets."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from benchmarks.databases import connected_to

CSRF = "c" * 32
_site = WSGIHandler()


class Visitor:
    """Somebody with a session, or without; one session serves in all copies of a database."""

    def __init__(self, user: Any = None) -> None:
        cookies = [f"{settings.CSRF_COOKIE_NAME}={CSRF}"]
        if user is not None:
            client = Client()
            client.force_login(user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookies.append(f"{settings.SESSION_COOKIE_NAME}={key}")
            assert SessionStore().exists(key)  # noqa: S101
        self._requests = RequestFactory(HTTP_HOST="localhost", HTTP_COOKIE="; ".join(cookies))

    def get(self, address: str, query: Mapping[str, str] | None = None) -> bytes:
        """What the page says. Raises RuntimeError where it says anything but OK."""
        return _answer(self._requests.get(address, query).environ)

    def post(self, address: str, data: Mapping[str, Any]) -> bytes:
        """What the page says to what was sent. Raises RuntimeError as ``get`` does."""
        data = {**data, "csrfmiddlewaretoken": CSRF}
        # Each from a network of its own: how much one of them may send is limited.
        network = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        return _answer(self._requests.post(address, data, REMOTE_ADDR=network).environ)

    def getting(self, database: str, address: str, **query: str) -> Callable[[], bytes]:
        """An action that gets the page from that database."""

        def get() -> bytes:
            with connected_to(database):
                return self.get(address, query)

        return get


def _answer(environ: dict[str, Any]) -> bytes:
    statuses: list[str] = []
    response = _site(environ, lambda status, *_: statuses.append(status))
    content = b"".join(response)
    response.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{environ['PATH_INFO']} answers {statuses}.")
    return content
