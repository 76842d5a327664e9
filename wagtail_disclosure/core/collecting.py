"""Python's garbage collector beside work that makes many objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spared_collector() -> Iterator[None]:
    """Within, the collector leaves alone what is there already, such as all loaded code.

    Else it goes through all of that again for every few thousand new objects. At the end it takes
    what is left over: a page and its revision know each other, so nothing else does.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
