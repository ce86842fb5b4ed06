"""Marks the loops that run as machine code.

Placing tasks one after the other and following links are loops no array operation expresses; interpreted they are a
hundred times too slow. numba translates them at first use and keeps the result beside the source, or, where that
folder may not be written, in the user's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def compiled(function: F) -> F:
    """Translate a function of numbers and arrays to machine code; it runs outside the interpreter's lock."""
    made: Any = njit(cache=True, nogil=True)(function)
    return cast("F", made)
