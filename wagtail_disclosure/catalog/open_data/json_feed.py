"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), which Django has no generator for."""

import json
from typing import Any

from django.utils.feedgenerator import SyndicationFeed

VERSION = "https://jsonfeed.org/version/1.1"


class JSONFeed(SyndicationFeed):
    """Items may have ``attachments``: url, media_type, size and title of each."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        document = {
            "version": VERSION,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_item(item) for item in self.items],
        }
        outfile.write(json.dumps(_filled(document), ensure_ascii=False).encode(encoding))


def _item(item: dict[str, Any]) -> dict[str, Any]:
    author = item["author_name"]
    files = [
        {
            "url": file.url,
            "mime_type": file.media_type,
            "title": file.title,
            "size_in_bytes": file.size,
        }
        for file in item["attachments"]
    ]
    return _filled(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["content_text"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": author}] if author else [],
            "tags": list(item["categories"]),
            "attachments": files,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a list of items may be."""
    return {name: value for name, value in values.items() if value or name == "items"}
