"""Where the year's recommendations came from: activities by name, proposals by kind, and what nobody recorded."""

from luzhi.access.models import Body
from luzhi.activities.models import Activity
from luzhi.handling.models import Item, Matter, Occasion
from luzhi.records.figures import Scope
from luzhi.web.loop import list_sources


def matter(body: Body, occasion: Occasion, items: int, activity: Activity | None = None) -> None:
    made = Matter.objects.create(
        body=body, title=f"{occasion}-{items}", occasion=occasion, raised_at=activity, year=2024
    )
    for number in range(items):
        Item.objects.create(body=body, matter=made, number=number + 1, text="x")


def test_sources_of_recommendations(body: Body) -> None:
    visit = Activity.objects.create(body=body, title="赴某地走访", kind="visit", year=2024)
    matter(body, Occasion.MEETING, 3, visit)
    matter(body, Occasion.SESSION, 2)
    matter(body, Occasion.BETWEEN, 1)
    matter(body, Occasion.MEETING, 4)
    found = {stock.label: (stock.amount, stock.link) for stock in list_sources(Scope(body.pk, 2024))}
    assert {label: amount for label, (amount, _link) in found.items()} == {
        "赴某地走访": 3.0, "Session proposal": 2.0, "Proposal between sessions": 1.0, "no activity recorded": 4.0,
    }  # fmt: skip
    assert "occasion=session" in found["Session proposal"][1]
