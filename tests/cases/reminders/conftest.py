from tests.cases.outbox.conftest import clock, server

__all__ = ["clock", "server"]
