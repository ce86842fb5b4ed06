"""The same settings in test mode: pytest reads settings before any fixture could set the environment."""

import os
import tempfile

os.environ["LUZHI_MODE"] = "test"
os.environ.setdefault("LUZHI_DATA_DIR", tempfile.mkdtemp(prefix="luzhi-test-"))

from config.settings import *  # noqa: F403
