import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Nothing that loading makes is ever thrown away, so looking through it for garbage only costs time.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
