"""Indexes on Wagtail's page table, which a site with very many pages needs and Wagtail lacks.

Every navigation asks for the children of a page, by depth and by a range of paths, and no index of
Wagtail's serves both: PostgreSQL then reads the whole table. The table is somebody else's, so
nothing is added to it unless somebody says so. ``inspectdb`` and migrations of Wagtail's don't see
them; a migration that rebuilds the table on SQLite drops them, which the check then tells.
"""
