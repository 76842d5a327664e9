"""Search that finds Chinese words inside running text, in the site's own database.

The stock database backends take an unbroken run of Chinese characters for one word, so that 供水
is not found inside 上海市供水管理条例. Switch this backend on with::

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail_disclosure.core.search.backend"}}

and run ``manage.py wagtail_update_index`` once. It serves SQLite from 3.35 with FTS5, and
PostgreSQL, which needs ``django.contrib.postgres``; any other database keeps its stock backend.

What a search means:

- Text is compared in its Unicode compatibility form without regard to case, so full-width and
  half-width characters are the same. Traditional and simplified characters are different.
- White space, commas and sentence marks divide a query into parts, and all parts must be found.
- SQLite finds each part as it was typed, other punctuation aside. PostgreSQL asks that every pair
  of neighbouring characters of the part occurs somewhere in the text, because it stores too few
  word positions to compare the order within long texts.
- Nothing typed is an operator. A query without a letter or digit finds nothing, and a very long
  one is searched by its beginning.
- A text of extraordinary size is found by its beginning only on PostgreSQL, which bounds its index.
- ``fields`` can tell the title from the other fields, not these from one another.

Where there is very much to search, ``terms`` finds and sorts without reading Wagtail's index.

``segmentation`` and ``queries`` know no database, ``documents`` reads the objects to be indexed,
and ``sqlite`` and ``postgresql`` hold everything that depends on the stock backends' inner parts.
"""
