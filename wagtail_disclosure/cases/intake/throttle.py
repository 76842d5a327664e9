"""How much one network address may send: said aloud, and never by dropping what was sent."""

import ipaddress

from django.http import HttpRequest
from django.utils import timezone

from wagtail_disclosure.cases.models.lookups import AddressTries
from wagtail_disclosure.core import conf

# Whoever has one address of IPv6 has all of its network (RFC 6177).
IPV6_NETWORK = 64


def take(request: HttpRequest, purpose: str) -> bool:
    """Use up one try of whoever sends ``request``; False where none is left within the hour.

    Where the address is not known nothing is counted: rather a flood than a city that can't ask.
    """
    address = network_of(client_address(request))
    if not address or not conf.requests_per_hour():
        return True
    return AddressTries.take(f"{purpose}:{address}", at=timezone.now())


def give_back(request: HttpRequest, purpose: str) -> None:
    """The try that was taken does not count."""
    if (address := network_of(client_address(request))) and conf.requests_per_hour():
        AddressTries.give_back(f"{purpose}:{address}")


def client_address(request: HttpRequest) -> str:
    """Where the request comes from, as far as the site's settings let one know."""
    if header := conf.client_address_header():
        # A proxy adds its own view at the end; what is before it, visitors can make up.
        return request.headers.get(header, "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """What shares one count; empty for what is no visitor's address, such as a proxy's own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return ""
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/{IPV6_NETWORK}", strict=False))
