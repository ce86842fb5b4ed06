"""The same settings in test mode: pytest reads settings before any fixture could set the environment."""

import os
import tempfile

os.environ["LUZHI_MODE"] = "test"
os.environ.setdefault("LUZHI_DATA_DIR", tempfile.mkdtemp(prefix="luzhi-test-"))

from config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 -- WhiteNoise warns of a folder that is not there
if not DATABASE_URL:  # noqa: F405
    # pytest-xdist would otherwise make a file name of the path, as it knows Django's own SQLite back end only
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
    # no test outlives a power cut
    told = str(DATABASES["default"]["OPTIONS"]["init_command"])  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = told.replace("synchronous=FULL", "synchronous=OFF")  # noqa: F405
