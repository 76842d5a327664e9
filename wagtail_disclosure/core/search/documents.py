"""Objects to be indexed, with their text already read and segmented."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.utils import get_content_type_pk

from wagtail_disclosure.core.search.segmentation import segment

# Of an entry of the index; the last two are PostgreSQL's, in newer versions.
COLUMNS = ("title", "body", "autocomplete", "title_text", "body_text")


class SegmentedDocument:
    """What the stock index needs of an object: its key, and search fields with segmented text.

    ``indexer`` is the stock indexer of the object; it says which texts belong to the object, also
    through relations. Each text is read once, however often the stock index asks for it.
    """

    def __init__(self, indexer) -> None:
        self.pk = indexer.obj.pk
        self.segmented: dict[str, str] = {}
        self.search_fields = list(self.segmented_fields(indexer))

    def get_search_fields(self) -> list[SearchField | AutocompleteField]:
        return self.search_fields

    def segmented_fields(self, indexer) -> Iterator[SearchField | AutocompleteField]:
        for field in indexer.search_fields:
            # PostgreSQL has a weight between the field and its text.
            for prepared, *_weight, text in indexer.prepare_field(indexer.obj, field):
                # A title, say, is searched and completed.
                if text not in self.segmented:
                    self.segmented[text] = self.segment(text)
                terms = self.segmented[text]
                if isinstance(prepared, AutocompleteField):
                    yield SegmentedAutocompleteField(prepared.field_name, terms)
                else:
                    yield SegmentedSearchField(prepared.field_name, terms, boost=prepared.boost)

    def segment(self, text: str) -> str:
        return segment(text)


def has_text(column: str, value: Any) -> Exact:
    """Whether an entry has exactly this; PostgreSQL's vectors are compared as they are written."""
    expression = value if hasattr(value, "resolve_expression") else Value(value)
    return Exact(Cast(F(column), TextField()), Cast(expression, TextField()))


class ComparableIndex:
    """What an index of ours can say besides the stock one, which puts texts in and looks for them.

    ``indexer_class`` is the stock indexer of the same database, ``document_class`` ours.
    """

    indexer_class: type[Any]
    document_class: type[SegmentedDocument] = SegmentedDocument

    def add_items(self, model, objs):
        super().add_items(model, [self.document(obj) for obj in objs])

    def document(self, obj) -> SegmentedDocument:
        return self.document_class(self.indexer_class(obj, self.backend))

    def missing(self, model, keys) -> set[Any]:
        """Those of the primary keys ``keys`` of ``model`` that have no entry; one query."""
        entries = self.entries.filter(
            content_type_id=get_content_type_pk(model), object_id__in=[str(key) for key in keys]
        )
        known = set(entries.values_list("object_id", flat=True))
        return {key for key in keys if str(key) not in known}

    def outdated(self, model, objs) -> list[Any]:
        """Those of ``objs`` whose entry is not exactly what would be indexed now; one query."""
        would_be = [self.indexer_class(self.document(obj), self.backend) for obj in objs]
        is_known = Q(pk__in=[])
        for indexer in would_be:
            names = [name for name in COLUMNS if hasattr(indexer, name)]
            same = [has_text(name, getattr(indexer, name)) for name in names]
            is_known |= Q(*same, object_id=indexer.id)
        # By the keys first: else each of these texts is compared with every entry of the type.
        entries = self.entries.filter(
            is_known,
            content_type_id=get_content_type_pk(model),
            object_id__in=[indexer.id for indexer in would_be],
        )
        known = set(entries.values_list("object_id", flat=True))
        return [obj for obj in objs if str(obj.pk) not in known]


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
