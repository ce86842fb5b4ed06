"""Every template of ours can be read, also one that is only included where there is something to show."""

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDERS = sorted((settings.BASE_DIR / "luzhi").glob("*/templates"))
NAMES = sorted({str(path.relative_to(folder)) for folder in FOLDERS for path in folder.rglob("*.html")})


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_read(name: str) -> None:
    get_template(name)
