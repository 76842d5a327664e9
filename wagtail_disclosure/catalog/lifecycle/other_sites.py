"""Whether an address of another site answers.

Editors write these addresses, so they must not make our server knock at doors of the network that
it stands in: it connects to addresses of the public internet only, wherever a name or an answer
leads, and without a proxy. It reads no more than the head of an answer, and not for long.
"""

import http.client
import ipaddress
import socket
from collections.abc import Callable
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from wagtail_disclosure.catalog.models.broken_links import BrokenLink

SECONDS = 10
SECONDS_IN_ALL = 20
MOST_REDIRECTS = 5
AGENT = "Mozilla/5.0 (compatible; wagtail-disclosure link check)"
GONE = {404, 410}
REDIRECTS = {301, 302, 303, 307, 308}
# Some sites answer so to whoever asks for the head alone.
ASK_FOR_ALL = {400, 403, 405, 501}
# RFC 3056, RFC 6052, RFC 8215, RFC 4380, RFC 4291: addresses that hold another one.
WRAPPED = tuple(
    map(
        ipaddress.IPv6Network,
        ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "::/64"),
    )
)
Verdict = BrokenLink.Reason | None


class NotPublic(Exception):
    """The machine that an address leads to is none that may be asked."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return True
    return not found.is_site_local and not any(found in network for network in WRAPPED)


def verdict_on(address: str, *, may_ask: Callable[[str], bool] = is_public) -> Verdict:
    """What is wrong with an address; None where its site answers, or may not be asked.

    A site that refuses robots or has an error of its own today still is there. ``may_ask`` tells
    by its IP address whether a machine may be asked.
    """
    try:
        status = _status(address, "HEAD", may_ask)
        if status in ASK_FOR_ALL:
            status = _status(address, "GET", may_ask)
    except NotPublic:
        return None
    except (OSError, ValueError, http.client.HTTPException):
        return BrokenLink.Reason.UNREACHABLE
    return BrokenLink.Reason.REFUSED if status in GONE else None


def _status(address: str, method: str, may_ask: Callable[[str], bool]) -> int:
    """The status at the end of all redirects."""
    for _redirect in range(MOST_REDIRECTS + 1):
        status, location = _ask(address, method, may_ask)
        if status not in REDIRECTS or not location:
            return status
        address = urljoin(address, location)
    raise ValueError(f"{address} leads from one address to the next.")


def _ask(address: str, method: str, may_ask: Callable[[str], bool]) -> tuple[int, str]:
    parts = urlsplit(iri_to_uri(address))
    kinds = {"http": _Connection, "https": _EncryptedConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError(f"{address} is no address of a site.")
    host = parts.hostname.encode("idna").decode("ascii")
    connection = kinds[parts.scheme](host, parts.port, timeout=SECONDS)
    connection.may_ask = may_ask
    end = Timer(SECONDS_IN_ALL, connection.break_off)
    end.start()
    try:
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request(method, target, headers={"User-Agent": AGENT})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        end.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the one machine that it has looked at."""

    may_ask: Callable[[str], bool]

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        if not self.may_ask(address):
            raise NotPublic(f"{address} may not be asked.")
        self.sock = socket.create_connection((address, self.port), self.timeout)

    def break_off(self) -> None:
        """End what takes too long, from another thread."""
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


class _EncryptedConnection(http.client.HTTPSConnection, _Connection):
    """Connects as the plain one does, and then greets."""
