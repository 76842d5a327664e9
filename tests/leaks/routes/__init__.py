"""Every route by which Wagtail, its add-ons or plain code could make content public."""

from tests.leaks.routes import code, database, editing, programs, software
from tests.leaks.routes.catalog import ALL_ROUTES, routes_here

ROUTES = routes_here()

__all__ = ["ALL_ROUTES", "ROUTES", "code", "database", "editing", "programs", "software"]
