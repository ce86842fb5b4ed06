"""Pages that open by a secret in their address and ask for no account: found by its hash, read so often and no more,
kept by no cache and no search engine."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from luzhi.access.signin import find_address
from luzhi.common.limits import TooOften, may_count_one_more

READS = (300, 3600)  # of one link in so many seconds; a delegation in a hall reloads one link from several phones
MISSES = (60, 3600)  # addresses of links that open nothing, from one network address
View = Callable[..., HttpResponseBase]


def hash_secret(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def personal_link(find: Callable[[str], Any]) -> Callable[[View], View]:
    """Make a view of a personal link: it is called with the secret and with what `find` finds by it.

    Nothing found is 404. Too many reads of one link, and too many tries of links that do not exist, are 429.
    """

    def decorate(view: View) -> View:
        @login_not_required
        @never_cache
        @sensitive_variables("secret")
        @wraps(view)
        def opened(request: HttpRequest, secret: str) -> HttpResponseBase:
            found = find(secret) if 20 <= len(secret) <= 64 else None
            if found is None:
                demand_calm(f"miss:{find_address(request)}", MISSES)
                raise Http404
            demand_calm(f"read:{hash_secret(secret)}", READS)
            answer = view(request, secret, found)
            answer["X-Robots-Tag"] = "noindex"
            return answer

        return opened

    return decorate


def demand_calm(key: str, limit: tuple[int, int]) -> None:
    if not may_count_one_more(key, *limit):
        raise TooOften(_("This was opened too often in a short time. Wait an hour, then try again."))
