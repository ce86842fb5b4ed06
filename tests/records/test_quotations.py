"""The sentence of a published text goes along into the form of a new record and stays beside it as evidence."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.records.kinds import KINDS
from luzhi.records.models import Evidence, Source, Statement
from luzhi.records.quotations import LONGEST, quote

PASSAGE = "年内走访了东湖社区。"
Signed = Callable[[Actor], Client]


@pytest.fixture
def source(body: Body) -> Source:
    return Source.objects.create(body=body, title="一篇报道")


@pytest.fixture
def desk(staff: Actor, client_of: Signed) -> Client:
    return client_of(staff)


def new_place() -> str:
    return KINDS["people.place"].url(page="new")


def test_form_shows_the_passage_and_keeps_it_as_evidence(desk: Client, source: Source) -> None:
    page = desk.get(
        new_place(), {"name": "东湖社区", "level": "county", "passage": PASSAGE, "passage_source": source.pk}
    ).content.decode()
    assert PASSAGE in page
    assert "一篇报道" in page
    form = {
        "name": "东湖社区",
        "level": "county",
        "passage": PASSAGE,
        "passage_source": source.pk,
        "keep_passage": "on",
    }
    assert desk.post(new_place(), form).status_code == 302
    evidence = Evidence.objects.get()
    place = KINDS["people.place"].model.objects.get(name="东湖社区")
    assert (evidence.source, evidence.gist) == (source, PASSAGE)
    assert (evidence.target_kind, evidence.target_id) == ("people.place", place.pk)
    assert PASSAGE in desk.get(KINDS["people.place"].url(place.pk)).content.decode()


def test_a_box_left_empty_keeps_nothing(desk: Client, source: Source) -> None:
    form = {"name": "东湖社区", "level": "county", "passage": PASSAGE, "passage_source": source.pk}
    assert desk.post(new_place(), form).status_code == 302
    assert not Evidence.objects.exists()


def test_a_form_that_is_refused_keeps_nothing_and_shows_the_passage_again(desk: Client, source: Source) -> None:
    form = {"name": "", "passage": PASSAGE, "passage_source": source.pk, "keep_passage": "on"}
    page = desk.post(new_place(), form)
    assert page.status_code == 422
    assert PASSAGE in page.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "99999999", "9" * 40])
def test_a_source_that_is_not_there_is_passed_over(desk: Client, number: str) -> None:
    page = desk.get(new_place(), {"passage": PASSAGE, "passage_source": number})
    assert page.status_code == 200
    assert PASSAGE not in page.content.decode()


def test_sources_of_another_body_are_not_there(desk: Client, other_body: Body) -> None:
    foreign = Source.objects.create(body=other_body, title="别处的报道")
    page = desk.get(new_place(), {"passage": PASSAGE, "passage_source": foreign.pk}).content.decode()
    assert PASSAGE not in page
    assert "别处的报道" not in page
    checked = desk.post(reverse("draft-check"), {"text": "召开座谈会49次。", "source": foreign.pk}).content.decode()
    assert "passage_source" not in checked


def test_check_of_a_published_text_sends_its_sentences_along(desk: Client, source: Source) -> None:
    text = "全年召开座谈会4917次。市政协主席吴怀谷带队视察。"
    assert "passage_source" not in desk.post(reverse("draft-check"), {"text": text}).content.decode()
    page = desk.post(reverse("draft-check"), {"text": text, "source": source.pk}).content.decode()
    statement = KINDS["records.statement"].url(page="new")
    link = next(part for part in page.split('"') if part.startswith(statement)).replace("&amp;", "&")
    assert f"passage_source={source.pk}" in link
    assert f"&source={source.pk}" in link
    assert "全年召开座谈会4917次。" in desk.get(link).content.decode()
    assert not Statement.objects.exists()


def test_of_an_endless_sentence_what_stands_around_the_place() -> None:
    text = "一" * 900 + "目标" + "二" * 900
    passage = quote(text, (0, len(text)), 900, 902)
    assert "目标" in passage
    assert len(passage) <= LONGEST
    assert quote("前。后面一句。", (2, 7), 3, 4) == "后面一句。"
