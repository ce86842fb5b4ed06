"""What templates keep between requests holds nothing that the values it is kept by do not say."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from luzhi.common.templatetags import keeping


def test_kept_content_sees_only_what_it_is_kept_by():
    kept = Template(
        "{% keep n=n %}[{{ n }}{{ secret }}{{ request.user }}{{ actor }}{{ csrf_token }}]{% endkeep %}{{ secret }}"
    )
    first = {"n": 1, "secret": "A", "actor": "A", "csrf_token": "A", "request": SimpleNamespace(user="A")}
    assert kept.render(Context(first)) == "[1]A"
    assert kept.render(Context({"n": 1, "secret": "B"})) == "[1]B"
    assert kept.render(Context({"n": 2, "secret": "B"})) == "[2]B"


def test_content_is_made_once_for_each_value_and_language():
    made = []

    class Word:
        def __str__(self):
            made.append(1)
            return "word"

        def __hash__(self):
            return 1

        def __eq__(self, other):
            return isinstance(other, Word)

    kept = Template("{% keep word=word %}{{ word }}{% endkeep %}")
    for language in ("en", "zh-hans", "en", "zh-hans"):
        with override(language):
            assert kept.render(Context({"word": Word()})) == "word"
    assert len(made) == 2


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 3)
    kept = Template("{% keep n=n %}{{ n }}{% endkeep %}")
    assert [kept.render(Context({"n": n})) for n in (*range(10), 9, 0)] == [*"0123456789", "9", "0"]
    (node,) = kept.nodelist
    assert len(node.kept) == 3


def test_text_is_escaped_inside_as_it_is_outside():
    assert Template("{% keep n=n %}{{ n }}{% endkeep %}").render(Context({"n": "<b>"})) == "&lt;b&gt;"


def test_the_token_of_a_form_cannot_be_kept():
    with pytest.raises(TemplateSyntaxError):
        Template("{% keep %}<form>{% csrf_token %}</form>{% endkeep %}")
    with pytest.raises(TemplateSyntaxError):
        Template("{% keep word %}{% endkeep %}")
