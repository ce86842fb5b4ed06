"""An expo from the first meeting of its committee to the next edition, every change made by the real services."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench.expo_year.cast import Cast, Size, make_cast
from luzhi.expo.models import Expo, Guest, InvitationChannel, SubEvent, Zone
from luzhi.matchmaking.models import Session
from luzhi.workflow.engine import perform

Act = Callable[["Story"], None]


class Story:
    """The expo as it happens. `done` counts what was done, `seconds` what each act took, `told` what it found."""

    def __init__(self, size: Size, *, seed: int = 1) -> None:
        self.size, self.seconds = size, {}
        self.cast: Cast = make_cast(size, seed)
        self.dice = self.cast.dice
        self.done: Counter[str] = Counter()
        self.told: dict[str, Any] = {}
        self.expo: Expo
        self.session: Session
        self.zones: list[Zone] = []
        self.channels: dict[str, InvitationChannel] = {}
        self.events: list[SubEvent] = []
        self.guests: list[Guest] = []
        self.without_booth: set[int] = set()

    def run(self) -> "Story":
        """The whole story in the order of its days."""
        from bench.expo_year import after, days, halls, hosting, inviting, matching, preparing

        acts: tuple[Act, ...] = (
            preparing.prepare, halls.draw_first, inviting.invite_firms, inviting.take_applications, halls.let_all,
            halls.move_two, preparing.set_programme, inviting.invite_guests, hosting.bring_guests,
            hosting.post_staff, hosting.attend, hosting.seat, matching.gather_wishes, matching.plan,
            days.make_badges, days.sign_in, days.count_and_log, matching.miss, matching.report,
            after.sign_agreements, after.follow_up, after.close,
        )  # fmt: skip
        for act in acts:
            begun = time.perf_counter()
            act(self)
            name = f"{act.__module__.rsplit('.', 1)[1]}.{act.__name__}"
            self.seconds[name] = round(time.perf_counter() - begun, 2)
        return self

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def take(self, obj: Any, step: str, **more: Any) -> Any:
        """One step of a workflow by the office, counted."""
        made = perform(obj, step, by=more.pop("by", self.cast.staff), **more)
        self.done[step] += 1
        return made
