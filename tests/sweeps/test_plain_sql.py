"""A published figure is recomputed by SQL written by hand: none of handling and proposals may be without."""

from bench.session_year.checks import published_keys
from bench.session_year.plain_sql import COUNTS, SHARES


def test_every_published_figure_has_its_plain_sql() -> None:
    """Write its question into bench/session_year/plain_sql.py: COUNTS for a count, SHARES for part and whole."""
    assert sorted(published_keys()) == sorted([*COUNTS, *SHARES])
