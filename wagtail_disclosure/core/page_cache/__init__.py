"""Copies of public pages for readers whom nobody knows, never older than the last commit.

Each copy is kept under the generation of the database that it was made from. Whatever writes
something that pages may show writes a new generation in the same transaction, so that no copy of
before is found after. ``docs/explanation/page-cache.md`` says why it is built so.
"""
