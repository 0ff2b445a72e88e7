"""What lasts is set apart and not looked through in a message; what nobody needs any more does not stay for ever."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.garbage import tidy


class _Ring:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_lasts_is_not_looked_at_again() -> None:
    ring = _Ring()
    tidy()
    assert ring.itself is ring
    assert not any(each is ring for each in gc.get_objects())


def test_what_was_set_apart_and_then_given_up_is_freed_the_next_time() -> None:
    ring = _Ring()
    gone = weakref.ref(ring)
    tidy()
    del ring
    gc.collect()
    assert gone() is not None
    tidy()
    assert gone() is None
