"""Parts of pages that are the same for many requests, made once.

``{% keep place=place %} … {% endkeep %}`` makes its content once for each value of what it names and for each language.
The content sees the named values and nothing else of the page: not the request, not the account, not the token of a
form. So what is kept for one person can hold nothing of another's that the named values do not say.
"""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 300  # texts kept by one place in a template; beyond, the one made first goes


class KeepNode(template.Node):
    """Its content as text, by language and named values. The values must be hashable and few."""

    def __init__(self, names: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self.names = names
        self.nodelist = nodelist
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.names.items()}
        key = (get_language(), context.autoescape, *values.values())
        text = self.kept.get(key)
        if text is None:
            alone = Context(values, autoescape=context.autoescape)
            alone.template = context.template
            text = self.nodelist.render(alone)
            if len(self.kept) >= MOST:
                self.kept.pop(next(iter(self.kept)), None)
            self.kept[key] = text
        return text


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    words = token.split_contents()[1:]
    names = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError("keep takes name=value pairs only")
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(CsrfTokenNode):
        raise template.TemplateSyntaxError("the token of a form is a person's own and cannot be kept")
    return KeepNode(names, nodelist)
