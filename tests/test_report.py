"""The report of one article: complete, in place, harmless, and the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from findings import first, second
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Evidence, Findings, Flaw, Proposition, Span, Statement
from kg.report import html, text, view
from kg.report.highlights import KINDS, Highlight, highlights, segments

#: Parts of the page that belong to the report and not to the article.
OWN = ("n", "ref")


class Page(HTMLParser):
    """What a browser would see: tags, attributes, and the article's words in <main>."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.article = ""
        self.words = ""
        self._in_article = False
        self._own = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._in_article |= tag == "main"
        self._own = tag == "a" and dict(attrs).get("class") in OWN

    def handle_endtag(self, tag: str) -> None:
        self._in_article &= tag != "main"
        self._own &= tag != "a"

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._in_article and not self._own:
            self.article += data

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def hostile(words: str = '<script>alert(1)</script> said "<b onclick=x>" & more.') -> Findings:
    content = Span(0, len(words))
    entity = replace(first().statements[0].speaker, label="<img src=x onerror=alert(2)>")
    statement = Statement(
        entity, "Claim", "affirms", Proposition(words), (Evidence("content", (content,)),), 1, confidence=0.3
    )
    article = Article(words, source="<i>.txt", title="</title><script>x</script>", url="javascript:alert(3)")
    return Findings(article, (content,), statements=(statement,), flaws=(Flaw("units", content, '"><u>bad'),))


@pytest.mark.parametrize("findings", [first(), second(), hostile()], ids=["first", "second", "hostile"])
def test_the_page_needs_and_runs_nothing(findings: Findings) -> None:
    page = Page(html(findings))
    assert not {"script", "img", "link", "iframe", "object", "form", "b", "u", "i"} & page.tags.keys()
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert all(href.startswith(("#", "https://")) for href in page.values("href"))
    assert "url(" not in html(findings)
    assert "@import" not in html(findings)


@pytest.mark.parametrize("findings", [first(), second(), hostile()], ids=["first", "second", "hostile"])
def test_every_link_leads_somewhere_and_every_name_is_given_once(findings: Findings) -> None:
    page = Page(html(findings))
    names = page.values("id")
    assert len(names) == len(set(names))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(names)
    for number in range(1, len(findings.statements) + 1):
        assert {f"S{number}", f"tS{number}"} <= set(names)


@pytest.mark.parametrize("findings", [first(), second(), hostile()], ids=["first", "second", "hostile"])
def test_the_article_stands_there_unchanged(findings: Findings) -> None:
    page = Page(html(findings))
    assert page.article.strip("\n") == findings.article.text.strip("\n")


def test_findings_are_highlighted_by_kind() -> None:
    findings = first()
    cards = (*view.statements(findings), *view.events(findings), *view.facts(findings))
    marks = highlights(findings, cards)
    marked = {(findings.article.text[m.span.start : m.span.end], m.kind) for m in marks}
    assert {
        ("accused", "cue"),
        ("Prime Minister Rosa Lehmann of Valdoria", "source"),
        ("shelling the Brine Canal on Tuesday", "content"),
        ("Tuesday", "date"),
        ("three sailors", "figure"),
        ("blocked", "event"),
        ("belongs", "fact"),
        ("100 kilometres (60 kilometres)", "flaw"),
    } <= marked
    page = html(findings)
    for kind in ("content", "source", "cue", "event", "fact", "figure", "date", "flaw"):
        assert f'class="{kind}"' in page


def test_overlapping_findings_share_a_segment() -> None:
    assert 'class="content date"' in html(first())
    assert 'class="content figure"' in html(first())


def test_a_card_says_who_to_whom_how_what_when_and_how_sure() -> None:
    card = view.statements(first())[0]
    rows = {row.name: "".join(piece.text for piece in row.pieces) for row in card.rows}
    assert rows == {
        "who": "Rosa Lehmann",
        "speaking as": "Prime Minister of Valdoria",
        "how": "accusation (affirms)",
        "what": "shelling the Brine Canal on Tuesday",
        "understood as": "shelling; subject: Ostmark; object: Brine Canal; 2031-04-08 (“Tuesday”)",
        "about": "Ostmark",
        "when": "2031-04-08 (“Tuesday”)",
        "how sure": "speaker certain, program 0.90",
    }


def test_addressees_are_named() -> None:
    urging = next(card for card in view.statements(second()) if "to whom" in [row.name for row in card.rows])
    assert "Valdoria" in [piece.text for row in urging.rows if row.name == "to whom" for piece in row.pieces]


def test_quotations_are_marked_once() -> None:
    card = view.statements(first())[3]
    what = next(row for row in card.rows if row.name == "what")
    assert [(piece.text, piece.quoted) for piece in what.pieces] == [
        ("nobody will leave", True),
        (" the canal", False),
    ]
    assert "<q>nobody will leave</q> the canal" in html(first())
    assert "what          “nobody will leave” the canal" in text(first())


def test_sentences_that_gave_nothing_are_shown_as_such() -> None:
    findings = first()
    assert view.fruitless(findings) == {1, 8}
    page = html(findings)
    assert page.count('class="nothing" title=') == 2
    assert "8 sentences, of which 2 gave nothing" in page
    assert text(findings).count("(nothing found)") == 2


def test_open_references_name_their_candidates() -> None:
    assert [(e.label, s) for e, s in view.unresolved(first())] == [("She", (5,))]
    for report in (Page(html(first())).words, text(first())):
        assert "Rosa Lehmann or Defence Ministry of Ostmark" in report


def test_figures_say_what_they_are_included_in_and_who_gives_them() -> None:
    assert "“three sailors” = killed: 3, included in “12 people” (S3)" in text(first())
    assert "“three sailors” = killed: 3, included in “12 people” (S3)" in Page(html(first())).words


def test_flaws_and_low_confidence_are_flagged() -> None:
    card = view.statements(hostile())[0]
    assert card.doubts == ("low confidence", '"><u>bad')
    assert view.statements(first())[0].doubts == ()
    assert html(hostile()).count('<span class="doubt">') == 2
    assert "[low confidence]" in text(hostile())
    assert "! the two numbers cannot both be kilometres" in text(first())


def test_only_web_addresses_become_links() -> None:
    assert "javascript:alert(3)" in Page(html(hostile())).words
    assert 'href="https://news.example/canal talks"' in html(first())


def test_text_is_a_hundred_wide() -> None:
    lines = text(first()).splitlines()
    assert max(map(len, lines)) <= 100
    assert all(line == line.rstrip() for line in lines)


@given(st.data())
def test_segments_are_the_text_and_know_what_covers_them(data: st.DataObject) -> None:
    words = data.draw(st.text(min_size=1, max_size=40))
    places = st.integers(0, len(words))
    spans = st.tuples(places, places).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
    marks = [
        Highlight(span, kind, kind)
        for span, kind in data.draw(st.lists(st.tuples(spans, st.sampled_from(KINDS)), max_size=6))
    ]
    within = data.draw(spans)
    found = tuple(segments(words, within, marks, ()))
    assert "".join(segment.text for segment in found) == words[within.start : within.end]
    position = within.start
    for segment in found:
        for place in range(position, position + len(segment.text)):
            covering = {mark.kind for mark in marks if mark.span.start <= place < mark.span.end}
            assert set(segment.kinds) == covering
        position += len(segment.text)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "from findings import first; from kg.report import html, text; print(html(first()) + text(first()))"
    )
    here = Path(__file__).parent
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1
