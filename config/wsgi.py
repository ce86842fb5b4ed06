import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def warm_up() -> None:
    """Get the plans' machine code ready beside the first requests."""
    from luzhi.core.backplan.warming import warm_up as get_ready  # noqa: PLC0415 -- a second's import, not for start-up

    get_ready()


Thread(target=warm_up, daemon=True).start()
