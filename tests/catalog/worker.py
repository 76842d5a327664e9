"""A process of a site: it answers readers, and does what it is told by its standard input.

Prints the port that it listens at, and a line whenever something that it was told is committed.
"""

import sys
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402

from tests.catalog.factories import disclose  # noqa: E402
from wagtail_disclosure.catalog.models import EntryPage  # noqa: E402
from wagtail_disclosure.review import actions  # noqa: E402

site = WSGIHandler()


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Standard error is for what goes wrong."""


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site, which also tells how many queries the answer took."""
    queries: list[None] = []

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        queries.append(None)
        return execute(*args)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(len(queries)))], *rest)

    with connection.execute_wrapper(count):
        return site(environ, start)


def publish(title: str) -> None:
    entry = EntryPage.objects.get()
    entry.title = title
    entry.save_revision()
    disclose(entry)


def withdraw(reason: str) -> None:
    person = get_user_model().objects.get(username="officer")
    actions.withdraw(EntryPage.objects.get(), by=person, reason=reason)


def main() -> None:
    server = make_server("127.0.0.1", 0, application, handler_class=SilentHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)  # noqa: T201
    tasks = {"publish": publish, "withdraw": withdraw}
    for line in sys.stdin:
        name, value = line.split()
        tasks[name](value)
        print(name, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
