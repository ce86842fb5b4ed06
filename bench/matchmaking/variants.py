"""Further instances made from the open ones, as the literature makes its own: other forbidden slots, fixed meetings,
precedences, tables and wishes for a half of the day. Seeds are fixed, so they are the same in every run."""

import random
from dataclasses import replace

from bench.matchmaking.instances import Instance


def make_variants(bases: list[Instance]) -> list[tuple[Instance, int]]:
    """Ten variants of each base, each with how far waits may differ."""
    return [made for base in bases for seed in (1, 2) for made in vary(base, random.Random(f"{base.name}{seed}"), seed)]


def vary(base: Instance, draw: random.Random, seed: int) -> list[tuple[Instance, int]]:
    free = replace(base, forbidden=[set() for _ in range(base.parties)])
    roomy = widen(free, 2)
    return [
        (named(forbid(roomy, draw, 0.02), "forb2", seed), 2),
        (named(forbid(roomy, draw, 0.05), "forb5", seed), 2),
        (named(order(base, draw, 40), "prec40", seed), 2),
        (named(fix(forbid(roomy, draw, 0.02), draw, 0.2), "fix20", seed), 2),
        (named(halve(widen(base, 1), draw), "half", seed), 3),
    ]


def named(instance: Instance, word: str, seed: int) -> Instance:
    return replace(instance, name=f"{instance.name.split('.')[0]}.{word}.{seed}")


def widen(instance: Instance, n: int) -> Instance:
    """More slots than the forum had."""
    return replace(instance, slots=instance.slots + n, morning=instance.slots + n)


def forbid(instance: Instance, draw: random.Random, share: float) -> Instance:
    sets = [{t for t in range(instance.slots) if draw.random() < share} for _ in range(instance.parties)]
    return replace(instance, forbidden=sets)


def order(instance: Instance, draw: random.Random, n: int) -> Instance:
    """Precedences that contain no circle."""
    rank = list(range(len(instance.pairs)))
    draw.shuffle(rank)
    earlier: list[list[int]] = [[] for _ in instance.pairs]
    for _ in range(n):
        first, second = sorted(draw.sample(range(len(instance.pairs)), 2), key=rank.__getitem__)
        earlier[second].append(first)
    return replace(instance, earlier=earlier)


def fix(instance: Instance, draw: random.Random, share: float) -> Instance:
    """Fixed slots that do not contradict each other at once."""
    taken: set[tuple[int, int]] = set()
    fixed = list(instance.fixed)
    for key, pair in enumerate(instance.pairs):
        if draw.random() < share:
            possible = [
                t for t in range(instance.slots)
                if all(t not in instance.forbidden[p] and (p, t) not in taken for p in pair)
            ]  # fmt: skip
            if possible:
                fixed[key] = draw.choice(possible)
                taken |= {(p, fixed[key]) for p in pair}
    return replace(instance, fixed=fixed)


def halve(instance: Instance, draw: random.Random) -> Instance:
    """A tenth of the meetings is wished for the morning, a tenth for the afternoon."""
    halves = [draw.choice([1, 2, 3, 3, 3, 3, 3, 3, 3, 3]) for _ in instance.pairs]
    return replace(instance, halves=halves, morning=instance.slots // 2)
