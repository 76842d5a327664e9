"""A mail server and a clock for tests, both under control."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.mail.backends.base import BaseEmailBackend


class Clock:
    """Tells the moment that it was set to; called, it is a ``now``."""

    def __init__(self, at: datetime):
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> None:
        self.at += timedelta(**duration)


class Server:
    """What was delivered, and what it answers: ``refusal`` is called with each message."""

    delivered: ClassVar[list[Any]] = []
    asked: ClassVar[int] = 0
    refusal: ClassVar[Callable[[Any], Exception | None] | None] = None

    @classmethod
    def reset(cls) -> None:
        cls.delivered, cls.asked, cls.refusal = [], 0, None

    @classmethod
    def down(cls) -> None:
        cls.refusal = lambda message: ConnectionRefusedError("mail.example.com")

    @classmethod
    def up(cls) -> None:
        cls.refusal = None


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages:
            Server.asked += 1
            # Header injection shows when the message is put together for the wire.
            message.message()
            if Server.refusal and (refusal := Server.refusal(message)):
                raise refusal
            Server.delivered.append(message)
        return len(email_messages)
