import django
import pytest

from tests.cases.factories import SUBMITTED_AT
from tests.cases.letters.factories import write
from tests.cases.outbox.servers import Clock, Server
from wagtail_disclosure.cases.models import OutgoingMail
from wagtail_disclosure.cases.outbox.queueing import queue_letter


@pytest.fixture
def clock() -> Clock:
    return Clock(SUBMITTED_AT)


@pytest.fixture
def server(settings) -> Server:
    """A mail server that can be taken down."""
    backend = f"{Server.__module__}.Backend"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": backend}}
    else:
        settings.EMAIL_BACKEND = backend
    Server.reset()
    return Server


@pytest.fixture
def queued(case, officer) -> OutgoingMail:
    """A letter in the outbox, beside the receipt of its case."""
    return queue_letter(write(case, by=officer), at=SUBMITTED_AT)
