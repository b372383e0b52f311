"""What things are called: stable, unambiguous, and only what an IRI may hold."""

from __future__ import annotations

import datetime

import pytest
from findings import CANAL, LEHMANN, MINISTRY, OSTMARK, PREMIER, SHE, VALDORIA, first, second
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.iris import (
    article_graph,
    article_iri,
    content_iri,
    digest,
    entity_iri,
    inferred_graph,
    node_iri,
    selector_iri,
    spans_of,
)
from kg.model import Article, Entity, Evidence, Figure, Proposition, Span, When

ARTICLE = NamedNode("https://w3id.org/article-kg/article/0123456789abcdef")

#: RFC 3987 wants these escaped wherever they stand.
FORBIDDEN = set(' <>"{}|\\^`\n\t')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "x", "b": "y"}, {"a": "y", "b": "x"}),
        ({"a": "xy", "b": ""}, {"a": "x", "b": "y"}),
        ({"a": ["x", "y"]}, {"a": "x,y"}),
        ({"a": ["x,y"]}, {"a": ["x", "y"]}),
        ({"a": None}, {"a": "None"}),
        ({"a": None}, {}),
        ({"a": 1}, {"a": "1"}),
    ],
)
def test_different_inputs_have_different_digests(one: dict[str, str], other: dict[str, str]) -> None:
    assert digest(**one) != digest(**other)


def test_a_digest_is_16_hexadecimal_digits_and_stays_the_same_for_ever() -> None:
    assert digest(a="x", b=[1, None]) == digest(b=[1, None], a="x") == "a8d71f64d3dc772b"


def test_an_article_is_its_address_and_its_text_only_without_one() -> None:
    here = Article("Talks began.", url="https://news.example/1")
    assert article_iri(here) == article_iri(Article("Talks ended.", url="https://news.example/1"))
    assert article_iri(here) != article_iri(Article("Talks began."))
    assert article_iri(Article("Talks began.", source="a.txt")) == article_iri(
        Article("Talks began.", source="b.txt")
    )


def test_graphs_and_selectors_are_named_after_the_article() -> None:
    assert article_graph(ARTICLE).value == "https://w3id.org/article-kg/graph/article/0123456789abcdef"
    assert inferred_graph(ARTICLE).value == "https://w3id.org/article-kg/graph/inferred/0123456789abcdef"
    assert selector_iri(ARTICLE, Span(3, 8)).value == ARTICLE.value + "#char=3,8"


def test_an_entity_that_has_an_iri_keeps_it() -> None:
    assert entity_iri(OSTMARK, ARTICLE).value == OSTMARK.iri


def test_an_entity_without_an_iri_is_the_same_in_every_article() -> None:
    other = NamedNode(ARTICLE.value[:-1] + "0")
    assert entity_iri(LEHMANN, ARTICLE) == entity_iri(LEHMANN, other)
    assert entity_iri(LEHMANN, ARTICLE).value.startswith("https://w3id.org/article-kg/entity/rosa-lehmann-")


def test_an_unresolved_mention_belongs_to_its_article() -> None:
    assert entity_iri(SHE, ARTICLE).value.startswith(ARTICLE.value + "/unresolved/")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Entity("Person", "Rosa Lehmann"), Entity("Person", "ROSA  Lehmann "), True),
        (Entity("Person", "Rosa Lehmann"), Entity("Group", "Rosa Lehmann"), False),
        (Entity("Person", "R. Lehmann", key="lehmann"), Entity("Person", "Lehmann", key="lehmann"), True),
        (Entity("Person", "Lehmann", key="a"), Entity("Person", "Lehmann", key="b"), False),
        (Entity("Office", "President", of=OSTMARK), Entity("Office", "President", of=VALDORIA), False),
        (Entity("Group", "protesters", place=CANAL), Entity("Group", "protesters"), False),
        (Entity("Office", "Premier", of=VALDORIA), Entity("Office", "Premier", place=VALDORIA), False),
        (Entity("Unresolved", "he", key="1"), Entity("Unresolved", "he", key="2"), False),
        (
            Entity("Unresolved", "he", candidates=(LEHMANN, MINISTRY)),
            Entity("Unresolved", "he", candidates=(MINISTRY, LEHMANN)),
            True,
        ),
    ],
)
def test_which_entities_are_one(one: Entity, other: Entity, same: bool) -> None:
    assert (entity_iri(one, ARTICLE) == entity_iri(other, ARTICLE)) is same


@pytest.mark.parametrize("iri", ["ostmark", "http://example.org/a b", "http://example.org/<x>", ""])
def test_an_entity_whose_iri_is_none_is_refused(iri: str) -> None:
    with pytest.raises(InputError, match=r"Ostmark: .* is not an IRI"):
        entity_iri(Entity("State", "Ostmark", iri=iri), ARTICLE)


@given(st.text(), st.text(), st.sampled_from(["Person", "Group", "Unresolved"]))
def test_no_name_can_make_an_iri_that_is_none(label: str, key: str, kind: str) -> None:
    value = entity_iri(Entity(kind, label, key=key), ARTICLE).value
    assert not FORBIDDEN & set(value)
    assert value.isascii()


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_any_input_can_be_hashed(inputs: dict[str, str]) -> None:
    assert node_iri(ARTICLE, "event", **inputs).value.startswith(ARTICLE.value + "/event/")


def test_evidence_is_hashed_in_any_order_of_its_parts() -> None:
    cue, content = Evidence("cue", (Span(1, 2),)), Evidence("content", (Span(3, 4), Span(6, 9)))
    assert spans_of([cue, content]) == spans_of([content, cue]) == ["content:3-4,6-9", "cue:1-2"]


DAY, NEXT = datetime.date(2031, 4, 8), datetime.date(2031, 4, 9)
SHELLED = Proposition("it shelled the canal", "Shelling", subjects=(OSTMARK,), objects=(CANAL,))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Proposition("Ostmark fired", "Shelling", negated=True, subjects=(OSTMARK,), objects=(CANAL,)), True),
        (Proposition("it", "Blockade", subjects=(OSTMARK,), objects=(CANAL,)), False),
        (Proposition("it", "Shelling", subjects=(CANAL,), objects=(OSTMARK,)), False),
        (Proposition("it", "Shelling", subjects=(OSTMARK,), place=CANAL), False),
        (Proposition("it", "Shelling", subjects=(OSTMARK,), objects=(CANAL,), place=CANAL), False),
        (
            Proposition(
                "it",
                "Shelling",
                subjects=(OSTMARK,),
                objects=(CANAL,),
                when=When("Tuesday", Span(0, 2), DAY, DAY),
            ),
            False,
        ),
        (
            Proposition(
                "it",
                "Shelling",
                subjects=(OSTMARK,),
                objects=(CANAL,),
                figures=(Figure("killed", "exact", "2", Span(0, 1), 2),),
            ),
            False,
        ),
    ],
)
def test_what_makes_content_the_same(other: Proposition, same: bool) -> None:
    assert (content_iri(SHELLED, ARTICLE) == content_iri(other, ARTICLE)) is same


def test_both_ends_of_a_date_make_content_different() -> None:
    def told(earliest: datetime.date, latest: datetime.date) -> Proposition:
        return Proposition("it", "Shelling", place=CANAL, when=When("then", Span(0, 2), earliest, latest))

    days = [told(DAY, DAY), told(DAY, NEXT), told(NEXT, NEXT)]
    assert len({content_iri(proposition, ARTICLE) for proposition in days}) == 3


def test_content_does_not_depend_on_the_number_or_on_the_order_of_participants() -> None:
    def killed(number: int, *subjects: Entity) -> Proposition:
        figure = Figure("killed", "exact", str(number), Span(0, 2), number)
        return Proposition(f"{number} died", "Casualties", subjects=subjects, figures=(figure,))

    assert content_iri(killed(12, OSTMARK, VALDORIA), ARTICLE) == content_iri(
        killed(20, VALDORIA, OSTMARK), ARTICLE
    )


@pytest.mark.parametrize(
    "proposition", [Proposition("something happened", "Shelling"), Proposition("it did", subjects=(OSTMARK,))]
)
def test_content_needs_a_predicate_and_somebody_or_somewhere(proposition: Proposition) -> None:
    assert content_iri(proposition, ARTICLE) is None


def test_the_two_articles_share_the_content_that_they_agree_on() -> None:
    accused, denied, killed, _ = (statement.proposition for statement in first().statements)
    _, about_twenty, claimed, _, _ = (statement.proposition for statement in second().statements)
    assert content_iri(accused, ARTICLE) == content_iri(denied, ARTICLE) == content_iri(claimed, ARTICLE)
    assert content_iri(killed, ARTICLE) == content_iri(about_twenty, ARTICLE)


def test_an_office_is_told_apart_by_its_state() -> None:
    elsewhere = Entity("Office", PREMIER.label, of=OSTMARK)
    assert entity_iri(PREMIER, ARTICLE) != entity_iri(elsewhere, ARTICLE)
