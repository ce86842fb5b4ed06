"""Pages of handling: the cell in three clicks, the inbox, the clock; officers see their own unit's part only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luzhi.access.roles import Role
from luzhi.handling.models import Answer, ClockEntry, Commitment, Item, Matter, Referral, RuleSet
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


def send(house, *units, mode="separate"):
    for n in units:
        house.refer(n, mode if n else "lead" if mode == "joint" else mode)
    perform(house.matter, "send", by=house.dispatcher)
    return house.reload()


def cell(house, item=1, unit=0):
    return f"/matters/{house.matter.pk}/cells/{item}/{house.units[unit].pk}/"


def form(**values):
    return {"text": "an answer", "form": "writing", "answered_on": f"{timezone.localdate()}", **values}


def test_an_officer_answers_in_three_clicks(house, client_of) -> None:
    send(house, 0)
    client = client_of(house.officers[0])
    inbox = client.get("/inbox/")  # 1: the inbox
    assert cell(house) in inbox.content.decode()
    page = client.get(cell(house))  # 2: the item
    assert page.status_code == 200
    done = client.post(cell(house), form(version="0", promise="to be built", keep_by="2030-01-01"))  # 3: save
    assert (done.status_code, done.url) == (302, "/inbox/")
    assert Answer.objects.get().text == "an answer"
    assert Commitment.objects.get().text == "to be built"
    assert cell(house) not in client.get("/inbox/").content.decode()


def test_saving_goes_to_the_next_empty_item(house, client_of) -> None:
    send(house, 0)
    done = client_of(house.officers[0]).post(cell(house, 2), form(version="0", next="1"))
    assert done.url == cell(house, 3)


def test_a_second_answer_to_one_cell_is_shown_beside_the_first(house, client_of) -> None:
    send(house, 0)
    client = client_of(house.officers[0])
    client.post(cell(house), form(version="0", text="first"))
    late = client.post(cell(house), form(version="0", text="second"))
    assert late.status_code == 422
    assert "first" in late.content.decode()
    assert "second" in late.content.decode()
    assert Answer.objects.get().text == "first"


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"answered_on": f"{timezone.localdate() + timedelta(days=1)}"},
        {"answered_on": "2019-01-01"},
        {"keep_by": "2030-01-01"},
        {"class_meaning": "done", "result_class": ""},
    ],
)
def test_an_answer_that_cannot_be_is_refused(house, client_of, values) -> None:
    send(house, 0)
    answer = client_of(house.officers[0]).post(cell(house), form(version="0", **values))
    assert answer.status_code == 422
    assert Answer.objects.count() == 0


def test_officers_see_their_own_units_part_only(house, client_of) -> None:
    house.items[2].units.add(house.units[1])
    send(house, 0, 1)
    first, second, third = (client_of(officer) for officer in house.officers)
    mine = Referral.objects.get(unit=house.units[0])
    theirs = Referral.objects.get(unit=house.units[1])
    assert first.get(f"/referrals/{mine.pk}/").status_code == 200
    assert first.get(f"/referrals/{mine.pk}/clock/").status_code == 200
    for address in (f"/referrals/{theirs.pk}/", f"/referrals/{theirs.pk}/clock/", cell(house, 1, 1)):
        assert first.get(address).status_code == 404
    matter = first.get(f"/matters/{house.matter.pk}/").content.decode()
    assert "unit-0001" in matter
    assert f"/cells/1/{house.units[1].pk}/" not in matter
    assert "item-0003" not in first.get("/recommendations/").content.decode()
    assert "item-0003" in second.get("/recommendations/").content.decode()
    assert third.get(f"/matters/{house.matter.pk}/").status_code == 404
    assert "matter-0001" not in third.get("/inbox/").content.decode()


def test_the_lead_unit_sees_the_parts_of_the_joint_units(house, client_of) -> None:
    send(house, 0, 1, mode="joint")
    lead, joint = client_of(house.officers[0]), client_of(house.officers[1])
    assert lead.get(cell(house, 1, 1)).status_code == 200
    assert lead.post(cell(house, 1, 1), form(version="0")).status_code == 403
    assert joint.get(cell(house, 1, 0)).status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.DISPATCHER])
def test_others_read_a_cell_but_do_not_fill_it(house, make_actor, client_of, role) -> None:
    send(house, 0)
    client = client_of(make_actor(role))
    assert client.get(cell(house)).status_code == 200
    assert client.post(cell(house), form(version="0")).status_code == 403


def test_nobody_reaches_a_foreign_bodys_matter(house, make_actor, client_of, other_body) -> None:
    send(house, 0)
    client = client_of(make_actor(Role.STAFF, at=other_body))
    referral = Referral.objects.get()
    for address in (cell(house), f"/matters/{house.matter.pk}/", f"/referrals/{referral.pk}/clock/"):
        assert client.get(address).status_code == 404
    assert "matter-0001" not in client.get("/inbox/").content.decode()


def test_unit_and_office_on_the_clock_page(house, rules, client_of) -> None:
    send(house, 0)
    referral = Referral.objects.get()
    address = f"/referrals/{referral.pk}/clock/"
    unit, office = client_of(house.officers[0]), client_of(house.dispatcher)
    assert unit.post(address, {"kind": "pause", "reason": "x"}).status_code == 422
    assert unit.post(address, {"kind": "extend", "span": "31 September", "reason": "x"}).status_code == 422
    assert unit.post(address, {"kind": "extend", "span": "1 month", "reason": "x"}).status_code == 302
    entry = ClockEntry.objects.get(kind="extend")
    assert office.post(address, {"entry": entry.pk, "approve": "1"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.approved, entry.decided_by) == (True, str(house.dispatcher))
    days = office.get(address).context["days"]
    assert [day["number"] for day in days if day["counted"]][:20] == list(range(1, 21))
    assert sum(day["due"] for day in days) == 1


def test_the_inbox_asks_the_same_number_of_queries_at_any_size(house, rules, client_of) -> None:
    def make(n: int) -> None:
        matter = create_record(Matter(title=f"more-{n}", year=2024), by=house.staff)
        create_record(Item(matter=matter, number=1, text="x"), by=house.staff)
        create_record(Referral(matter=matter, unit=house.units[0]), by=house.staff)
        perform(matter, "send", by=house.dispatcher)

    client, counts = client_of(house.officers[0]), []
    make(0)
    client.get("/inbox/")
    for n in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/inbox/")
        counts.append(len(queries))
        make(n)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "address", ["/matters/", "/recommendations/", "/referrals/", "/answers/", "/commitments/", "/verdicts/",
                "/rule-sets/", "/clock-entries/", "/matters/new/", "/recommendations/new/", "/referrals/new/",
                "/commitments/new/", "/rule-sets/new/", "/rule-sets/presets/"],
)  # fmt: skip
def test_every_page_opens(house, rules, client_of, address) -> None:
    send(house, 0)
    assert client_of(house.staff).get(address).status_code == 200


def test_rules_are_checked_when_they_are_entered(staff, client_of) -> None:
    client = client_of(staff)
    good = {"name": "r", "valid_from": "2024-01-01", "clause": "c", "session_limit": "3个月", "extensions": "1",
            "transfer": "restarts", "cosigners": "2", "classes": "A 已解决\nB 正在解决", "followed": "B"}  # fmt: skip
    for wrong in ({"session_limit": "9月31日"}, {"classes": "A"}, {"followed": "Z"}, {"bonuses": "many"},
                  {"valid_until": "2023-01-01"}, {"alerts": "soon"}):  # fmt: skip
        assert client.post("/rule-sets/new/", {**good, **wrong}).status_code == 422
    assert client.post("/rule-sets/new/", good).status_code == 302
    assert RuleSet.objects.get().session_limit.code == "3m"


def test_a_preset_becomes_the_bodys_own_rule_set(staff, client_of) -> None:
    client = client_of(staff)
    assert client.post("/rule-sets/presets/", {"preset": "foping-2024"}).status_code == 302
    made = RuleSet.objects.get()
    assert (made.session_limit.code, [c.code for c in made.codes("classes")]) == ("08-05", ["A", "B", "C"])
    assert client.get(f"/rule-sets/{made.pk}/edit/").status_code == 200
    assert client.post("/rule-sets/presets/", {"preset": "x"}).status_code == 400
