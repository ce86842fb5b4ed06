import ctypes
import gc
import os
import signal
from pathlib import Path

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def end_with_server() -> None:
    """Ask Linux to end this worker when granian is gone.

    If the server is killed outright, its workers would go on answering on the same port beside the next ones, with the
    old code. A server that is process 1 of a container takes the container with it.
    """
    parent = Path(f"/proc/{os.getppid()}/cmdline")
    if os.getppid() != 1 and parent.exists() and b"granian" in parent.read_bytes():
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


end_with_server()
# Nothing that loading makes is ever thrown away, so looking through it for garbage only costs time.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
