"""Rule sets as data: drafts, editions, contradictions, and what they would have meant for past cases."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from luzhi.access.roles import Role
from luzhi.common.problems import Conflict
from luzhi.handling.clocks import rule_of
from luzhi.handling.days import find_rules
from luzhi.handling.models import Matter, Referral, RuleSet
from luzhi.handling.presets import PRESETS
from luzhi.handling.rule_lines import fits_pattern, read_kind_limits
from luzhi.handling.rulebook import compare, open_edition
from luzhi.handling.trials import try_rules
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

TODAY = dt.date(2026, 3, 2)


def send(house):
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    return Referral.objects.get()


def test_a_draft_is_in_force_on_no_day(staff, body, client_of) -> None:
    client = client_of(staff)
    client.post("/rule-sets/new/", {"name": "r", "clause": "c", "valid_from": "2020-01-01"})
    draft = RuleSet.objects.get()
    assert (draft.state, find_rules(body.pk, TODAY)) == ("draft", None)
    perform(draft, "release", by=staff)
    assert find_rules(body.pk, TODAY) == draft


def test_the_next_edition_ends_the_one_before_it(staff, rules, body) -> None:
    made = open_edition(rules, by=staff)
    assert (made.state, made.edition, made.follows, str(made)) == ("draft", 2, rules, "rules-0001 (2)")
    assert compare(rules, made) == []
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert made.valid_from == tomorrow
    perform(made, "release", by=staff)
    rules.refresh_from_db()
    assert rules.valid_until == timezone.localdate()
    assert [find_rules(body.pk, day) for day in (timezone.localdate(), tomorrow)] == [rules, made]
    perform(made, "recall", by=staff, reason="too early")
    rules.refresh_from_db()
    assert rules.valid_until is None


def test_what_is_in_force_changes_by_a_new_edition_only(staff, rules, client_of) -> None:
    client = client_of(staff)
    address = f"/rule-sets/{rules.pk}/edit/"
    assert list(client.get(address).context["form"].fields) == ["valid_until", "note"]
    client.post(address, {"version": rules.version, "session_limit": "9 months", "valid_until": "2030-01-01"})
    rules.refresh_from_db()
    assert (rules.session_limit.code, str(rules.valid_until)) == ("3m", "2030-01-01")


def test_rules_that_cases_carry_cannot_be_recalled(staff, rules, house) -> None:
    send(house)
    with pytest.raises(Conflict) as refused:
        perform(rules, "recall", by=staff, reason="x")
    assert "1" in str(refused.value.details[0])


def test_two_rule_sets_cannot_begin_on_one_day(staff, rules) -> None:
    twin = create_record(RuleSet(name="twin", clause="c", valid_from=rules.valid_from), by=staff, state="draft")
    with pytest.raises(Conflict):
        perform(twin, "release", by=staff)


def test_a_case_keeps_its_rules_and_the_trial_writes_nothing(staff, rules, house) -> None:
    referral = send(house)
    made = open_edition(rules, by=staff)
    RuleSet.objects.filter(pk=made.pk).update(meeting_limit="5w")
    made.refresh_from_db()
    before = list(Referral.objects.values())
    times = try_rules(made)[0]
    assert (times.looked_at, [n for _words, n in times.lines]) == (1, [1])
    assert times.changes[0].then < times.changes[0].now == referral.due_on
    assert list(Referral.objects.values()) == before
    assert Matter.objects.get().rules == rules


def test_the_preview_shows_the_difference(staff, rules, house, client_of, django_assert_max_num_queries) -> None:
    send(house)
    made = open_edition(rules, by=staff)
    RuleSet.objects.filter(pk=made.pk).update(meeting_limit="5w", title_pattern="关于…的提案")
    with django_assert_max_num_queries(40):
        page = client_of(staff).get(f"/rule-sets/{made.pk}/preview/")
    assert [str(d.after) for d in page.context["differences"]] == ["关于…的提案", "5个工作日"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OFFICER])
def test_the_preview_names_cases_and_is_for_the_office(rules, make_actor, client_of, role) -> None:
    assert client_of(make_actor(role)).get(f"/rule-sets/{rules.pk}/preview/").status_code == 403
    assert client_of(make_actor(role)).post(f"/rule-sets/{rules.pk}/edition/").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"objection_limit": "6月30日"}, {"session_limit": "提前5天"}, {"hard_stop": "2个月"}, {"most_cosigners": "1"},
        {"longest_part": "3000", "longest_text": "2000"}, {"dispositions": ["return"]}, {"parts": ["situation"]},
        {"consents": ["unit"]}, {"title_pattern": "关于"}, {"kind_limits": "nobody: 3 months"},
        {"kind_limits": "party: 9月31日"}, {"levels": "one"}, {"ladder": "1"}, {"key_share": "101"}, {"late": "x"},
        {"session_proposers": ["x"]},
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(staff, client_of, wrong) -> None:
    good = {"name": "r", "valid_from": "2024-01-01", "clause": "c", "session_limit": "3个月"}
    answer = client_of(staff).post("/rule-sets/new/", {**good, **wrong})
    assert (answer.status_code, RuleSet.objects.count()) == (422, 0)


def test_what_is_left_empty_is_as_usual(staff, client_of) -> None:
    client_of(staff).post("/rule-sets/new/", {"name": "r", "valid_from": "2024-01-01", "clause": "c"})
    made = RuleSet.objects.get()
    assert (made.cosigners, made.extensions, made.late, made.silence, made.raters) == (2, 1, "between", "no", "all")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("party: 10 May", {"party": "05-10"}), ("民主党派、人民团体：5月10日", {"party": "05-10", "people": "05-10"}),
        ("", {}), ("special committee: 2 months", {"committee": "2m"}),
    ],
)  # fmt: skip
def test_times_by_kind_of_proposer_are_read_in_both_languages(text, found) -> None:
    assert {kind: limit.code for kind, limit in read_kind_limits(text).items()} == found


def test_a_kind_of_proposer_has_its_own_time(house, rules) -> None:
    RuleSet.objects.filter(pk=rules.pk).update(kind_limits="party: 2 months")
    Matter.objects.update(occasion="session", proposer_kind="party")
    assert rule_of(send(house)).limit.count == 2
    Matter.objects.update(proposer_kind="joint")
    assert rule_of(Referral.objects.select_related("matter__rules").get()).limit.count == 3


@pytest.mark.parametrize(
    ("title", "fits"),
    [("关于养老的提案", True), ("关于的提案", False), ("养老的提案", False), ("关于养老的建议", False)],
)
def test_the_form_of_a_title(title, fits) -> None:
    assert fits_pattern(title, "关于…的提案") is fits
    assert fits_pattern(title, "") is True


def test_a_long_title_is_looked_at_in_no_time() -> None:
    assert fits_pattern("关" * 200_000, "…".join("关" * 30)) is True


@pytest.mark.parametrize("key", PRESETS)
def test_each_preset_stands_the_check_of_the_form(staff, client_of, key) -> None:
    client = client_of(staff)
    client.post("/rule-sets/presets/", {"preset": key})
    made = RuleSet.objects.get()
    assert (made.state, made.clause != "") == ("draft", True)
    form = client.get(f"/rule-sets/{made.pk}/edit/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    given = {n: [str(v)] if not isinstance(v, list) else v for n, v in values.items() if v not in (None, "", False)}
    assert client.post(f"/rule-sets/{made.pk}/edit/", {**given, "version": made.version}).status_code == 302


def test_ticked_codes_are_read_from_a_sheet_by_their_labels() -> None:
    field = RuleSet._meta.get_field("session_proposers").formfield()
    assert field.clean("民主党派、界别") == "party sector"
    assert field.clean(["sector", "party"]) == "party sector"
    with pytest.raises(ValidationError):
        field.clean("strangers")
    with translation.override("en"):
        assert RuleSet._meta.get_field("session_proposers").to_words("party sector") == "democratic party、sector"
