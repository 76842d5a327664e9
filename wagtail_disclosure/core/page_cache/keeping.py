"""How a page or a view says that its answers may be kept. Whatever doesn't is not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def keep(response: Response) -> Response:
    """Say that ``response`` depends on address, language, database and day, and nothing else."""
    response.depends_on_content_only = True  # type: ignore[attr-defined]
    return response


def kept(view: Callable[..., Any]) -> Callable[..., Any]:
    """Say that of all answers of a view; the outermost decorator, or it says nothing."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return keep(view(*args, **kwargs))

    answer.kept_view = answer  # type: ignore[attr-defined]
    return answer
