"""Names compared without their punctuation."""

import re
import unicodedata
from typing import Any

from django.db import models

NOT_A_WORD = re.compile(r"[\W_]+")


def fold_name(text: str) -> str:
    """A name without punctuation, blanks and differences of width or case: “聚合力、助振兴” equals “聚合力，助振兴”."""
    return NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


class FoldedNameField(models.CharField[Any, Any]):
    """Keeps the folded form of another field, so that a name is found however it is punctuated."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 120)
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold_name(str(getattr(model_instance, self.source)))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
