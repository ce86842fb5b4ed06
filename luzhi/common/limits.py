"""How often something may be done in a stretch of time, counted in the shared cache."""

import hashlib

from django.core.cache import cache

from luzhi.common.problems import Problem


class TooOften(Problem):
    """More than a person does; nothing was done."""

    status = 429


def may_count_one_more(key: str, most: int, seconds: int) -> bool:
    """Count one use of a key; False once it has been used more than `most` times within `seconds`."""
    name = f"limit:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if cache.add(name, 1, seconds):
        return True
    try:
        return int(cache.incr(name)) <= most
    except ValueError:  # it ran out between the two calls
        return bool(cache.add(name, 1, seconds))
