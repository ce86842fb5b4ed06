"""Where did this come from, and what became of it: the loop walked in both directions from any record."""

from dataclasses import dataclass, field
from typing import Any

from luzhi.access.actors import Actor
from luzhi.common.problems import Refused
from luzhi.records.kinds import Kind, edges_of, kind_of

DEPTH = 6
BREADTH = 40


@dataclass
class Node:
    """A record on the way, with the records one step further on."""

    obj: Any
    kind: Kind
    further: list["Node"] = field(default_factory=list)
    cut: bool = False  # there are more than are shown


def walk_back(obj: Any, actor: Actor) -> list[Node]:
    """What the record came from, level by level up to the mandate."""
    return _walk([obj], actor, forward=False).get(_key(obj), [])


def walk_forward(obj: Any, actor: Actor) -> list[Node]:
    """What came of the record."""
    return _walk([obj], actor, forward=True).get(_key(obj), [])


def _key(obj: Any) -> tuple[str, int]:
    return obj._meta.label_lower, obj.pk


def _walk(start: list[Any], actor: Actor, *, forward: bool) -> dict[tuple[str, int], list[Node]]:
    """Breadth first, one query for each kind of link and level, so the cost does not grow with the records."""
    seen = {_key(obj) for obj in start}
    found: dict[tuple[str, int], list[Node]] = {}
    nodes: dict[tuple[str, int], Node] = {}
    level = start
    for _depth in range(DEPTH):
        following: list[Any] = []
        for origin, target in _step(level, actor, forward=forward):
            kind = kind_of(target)
            if kind is None:
                continue
            siblings = nodes[_key(origin)].further if _key(origin) in nodes else found.setdefault(_key(origin), [])
            if len(siblings) >= BREADTH:
                siblings[-1].cut = True
                continue
            node = Node(target, kind)
            siblings.append(node)
            if _key(target) not in seen:
                seen.add(_key(target))
                nodes[_key(target)] = node
                following.append(target)
        level = following
        if not level:
            break
    return found


def _step(level: list[Any], actor: Actor, *, forward: bool) -> list[tuple[Any, Any]]:
    """Pairs of a record of this level and a record one step on."""
    groups: dict[type[Any], dict[int, Any]] = {}
    for obj in level:
        groups.setdefault(type(obj), {})[obj.pk] = obj
    pairs: list[tuple[Any, Any]] = []
    for model, members in groups.items():
        kind = kind_of(model)
        if kind is None:
            continue
        for holder, via, mine in edges_of(kind, forward=forward):
            pairs += (_parents if mine else _children)(holder, via, members, actor)
    return pairs


def _children(holder: Kind, via: Any, members: dict[int, Any], actor: Actor) -> list[tuple[Any, Any]]:
    """Records whose field points to these."""
    try:
        visible = holder.visible_to(actor)
    except Refused:
        return []
    if via.many_to_many:
        through = via.remote_field.through._default_manager
        source, target = via.m2m_field_name(), via.m2m_reverse_field_name()
        links = list(
            through.filter(**{f"{target}__in": list(members)}).values_list(f"{target}_id", f"{source}_id")[:400]
        )
        objects = visible.in_bulk([pk for _origin, pk in links])
        return [(members[origin], objects[pk]) for origin, pk in links if pk in objects]
    rows = visible.filter(**{f"{via.name}__in": list(members)}).order_by("pk")[:400]
    return [(members[getattr(obj, via.attname)], obj) for obj in rows]


def _parents(holder: Kind, via: Any, members: dict[int, Any], actor: Actor) -> list[tuple[Any, Any]]:
    """What the field of these records points to."""
    parent = kind_of(via.related_model)
    if parent is None:
        return []
    try:
        visible = parent.visible_to(actor)
    except Refused:
        return []
    if via.many_to_many:
        through = via.remote_field.through._default_manager
        source, target = via.m2m_field_name(), via.m2m_reverse_field_name()
        links = list(
            through.filter(**{f"{source}__in": list(members)}).values_list(f"{source}_id", f"{target}_id")[:400]
        )
    else:
        links = [(pk, getattr(obj, via.attname)) for pk, obj in members.items() if getattr(obj, via.attname)]
    objects = visible.in_bulk([pk for _origin, pk in links])
    return [(members[origin], objects[pk]) for origin, pk in links if pk in objects]
