"""Objects to be indexed, with their text already read and segmented."""

from collections.abc import Iterator

from modelsearch.index import AutocompleteField, SearchField

from wagtail_disclosure.core.search.segmentation import segment


class SegmentedDocument:
    """What the stock index needs of an object: its key, and search fields with segmented text.

    ``indexer`` is the stock indexer of the object; it says which texts belong to the object, also
    through relations. Each text is read once, however often the stock index asks for it.
    """

    def __init__(self, indexer) -> None:
        self.pk = indexer.obj.pk
        self.search_fields = list(self.segmented_fields(indexer))

    def get_search_fields(self) -> list[SearchField | AutocompleteField]:
        return self.search_fields

    def segmented_fields(self, indexer) -> Iterator[SearchField | AutocompleteField]:
        for field in indexer.search_fields:
            # PostgreSQL has a weight between the field and its text.
            for prepared, *_weight, text in indexer.prepare_field(indexer.obj, field):
                if isinstance(prepared, AutocompleteField):
                    yield SegmentedAutocompleteField(prepared.field_name, self.segment(text))
                else:
                    yield SegmentedSearchField(
                        prepared.field_name, self.segment(text), boost=prepared.boost
                    )

    def segment(self, text: str) -> str:
        return segment(text)


class SegmentedSearchField(SearchField):
    def __init__(self, field_name: str, text: str, *, boost: float | None) -> None:
        super().__init__(field_name, boost=boost)
        self.text = text

    def get_value(self, obj) -> str:
        return self.text


class SegmentedAutocompleteField(AutocompleteField):
    def __init__(self, field_name: str, text: str) -> None:
        super().__init__(field_name)
        self.text = text

    def get_value(self, obj) -> str:
        return self.text
