"""Somebody who fills in the shipped form page by page."""

from typing import Any

from tests.cases.factories import posted

# What each page of the shipped form asks.
PAGES = (
    ("description", "document_date", "attachments"),
    ("form", "delivery"),
    ("applicant_kind", "applicant_name", "id_document-kind", "id_document-number"),
    ("email", "phone", "address"),
    ("consent",),
)


class Walk:
    """A browser on its way through the form; ``response`` is what it is shown now."""

    def __init__(self, client: Any, url: str, **answers: Any):
        self.client = client
        self.data = posted(**answers)
        self.response = client.get(url)
        self.address = url

    def post(self, number: int, **values: Any) -> "Walk":
        """Answer page ``number`` and follow to the next."""
        data = {name: self.data[name] for name in PAGES[number - 1] if name in self.data}
        self.response = self.client.post(self.address, {**data, **values}, follow=True)
        return self._arrived()

    def open(self, address: str) -> "Walk":
        self.response = self.client.get(address, follow=True)
        self.address = address
        return self._arrived()

    def go(self, *numbers: int) -> "Walk":
        for number in numbers:
            self.post(number)
        return self

    def to_check(self) -> "Walk":
        return self.go(1, 2, 3, 4)

    def send(self, **values: Any) -> Any:
        """The receipt's page, or the last page with what is wrong."""
        return self.post(5, **values).response

    def at(self, place: object) -> str:
        """The address of another page of the same request."""
        return self.address.rpartition("step=")[0] + f"step={place}"

    @property
    def place(self) -> str:
        return self.address.rpartition("step=")[2]

    @property
    def content(self) -> str:
        return self.response.content.decode()

    def _arrived(self) -> "Walk":
        if self.response.redirect_chain:
            self.address = self.response.redirect_chain[-1][0]
        return self
