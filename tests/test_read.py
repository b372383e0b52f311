"""Reading: what becomes of titles, datelines, credits, dates, paragraphs, bad bytes and bad records."""

from __future__ import annotations

import datetime
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError, LanguageError
from kg.model import Article, Span
from kg.read import Metadata, is_english, read, read_text
from kg.read.credits import find_dateline, is_byline, is_credit
from kg.read.dates import date_of
from kg.read.formats import ENDINGS
from kg.read.layout import looks_like_title
from kg.read.text import MAX_ARTICLE, Decoded, byte_offsets, decode, normalise

DAY = datetime.date(2023, 9, 20)
BODY = "Armenia said that the truce had held overnight."


def paragraphs(article: Article) -> list[str]:
    return [article.text[span.start : span.end] for span in article.paragraphs]


def only(*args: object, **options: object) -> Article | InputError:
    (item,) = read([str(arg) for arg in args], **options)  # type: ignore[arg-type]
    return item


def error(path: object, **options: object) -> str:
    item = only(path, **options)
    assert isinstance(item, InputError)
    return str(item)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- titles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"Truce holds in Karabakh\n\n{BODY}", "Truce holds in Karabakh", [BODY]),
        (f"Will the truce hold?\n\n{BODY}", "Will the truce hold?", [BODY]),
        (f"Will the truce hold?\n{BODY}", None, ["Will the truce hold?", BODY]),
        (f"Will Truce Hold?\n{BODY}", None, ["Will Truce Hold?", BODY]),
        (f"Truce Holds in Karabakh\n{BODY}", "Truce Holds in Karabakh", [BODY]),
        (f"TRUCE HOLDS\n{BODY}", "TRUCE HOLDS", [BODY]),
        (f"Truce holds in Karabakh\n{BODY}", None, ["Truce holds in Karabakh", BODY]),
        (f"The truce holds.\n\n{BODY}", None, ["The truce holds.", BODY]),
        (f"He said: “The truce holds.”\n\n{BODY}", None, ["He said: “The truce holds.”", BODY]),
        ("Truce holds in Karabakh", None, ["Truce holds in Karabakh"]),
        ("Truce holds in Karabakh\n\n", None, ["Truce holds in Karabakh"]),
        ("T" * 151 + f"\n\n{BODY}", None, ["T" * 151, BODY]),
        # A byline or dateline below shows that the line above is the title, full stop or not.
        (f"Truce holds.\n\nBAKU (AP) — {BODY}", "Truce holds.", [BODY]),
        (f"Truce holds in Karabakh\nBy Anna Petrosyan\n{BODY}", "Truce holds in Karabakh", [BODY]),
        (f"KARABAKH – THE FACTS\n\n{BODY}", "KARABAKH – THE FACTS", [BODY]),
    ],
)
def test_title(text: str, title: str | None, body: list[str]) -> None:
    article = read_text(text)
    assert (article.title, paragraphs(article)) == (title, body)
    span = article.title_span
    assert (article.text[span.start : span.end] if span else None) == title


def test_title_from_metadata_is_found_in_the_text_and_is_no_paragraph() -> None:
    article = read_text(f"Truce holds!\n{BODY}", metadata=Metadata(title="Truce  Holds"))
    assert article.title == "Truce  Holds"
    assert article.title_span is not None
    assert article.title_span.end == 12
    assert paragraphs(article) == [BODY]


def test_another_title_in_metadata_leaves_the_first_line_in_the_story() -> None:
    article = read_text(f"Truce holds in Karabakh\n\n{BODY}", metadata=Metadata(title="Baku attacks"))
    assert (article.title, article.title_span) == ("Baku attacks", None)
    assert paragraphs(article) == ["Truce holds in Karabakh", BODY]


def test_a_line_is_no_title_when_it_ends_like_a_sentence() -> None:
    assert not any(looks_like_title(f"Baku Offers Talks{end}", True) for end in ".!…:;,")


# --- datelines, bylines, credits ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "agency", "date", "rest"),
    [
        ("YEREVAN, Sept 20 (Reuters) - Armenia", "YEREVAN", "Reuters", None, "Armenia"),
        ("BAKU (AP) — Azerbaijan", "BAKU", "AP", None, "Azerbaijan"),
        ("Philadelphia (AFP) – US", "Philadelphia", "AFP", None, "US"),
        ("STEPANAKERT, Nagorno-Karabakh — The", "STEPANAKERT, Nagorno-Karabakh", None, None, "The"),
        ("TRENTON, N.J. (AP) — Was", "TRENTON, N.J.", "AP", None, "Was"),
        ("Yerevan, 20 September 2023: Armenia", "Yerevan", None, DAY, "Armenia"),
        ("YEREVAN/BAKU, Sept. 20, 2023 (Reuters/AFP) -- A", "YEREVAN/BAKU", "Reuters/AFP", DAY, "A"),
        ("Tbilisi, Wednesday, 20 September 2023 – It", "Tbilisi", None, DAY, "It"),
        ("Baku, 31 September 2023 – It", "Baku", None, None, "It"),
        ("MOSCOW, September 20. /TASS/. Russia", "MOSCOW", "TASS", None, "Russia"),
        ("YEREVAN, SEPTEMBER 20, ARMENPRESS. The", "YEREVAN", "ARMENPRESS", None, "The"),
        ("BAKU—Azerbaijan", "BAKU", None, None, "Azerbaijan"),
        ("HYDERABAD: Telangana", "HYDERABAD", None, None, "Telangana"),
        ("PORT-AU-PRINCE, Haiti — Gangs", "PORT-AU-PRINCE, Haiti", None, None, "Gangs"),
        ("Bangui, Central African Republic – The", "Bangui, Central African Republic", None, None, "The"),
        ("Rio de Janeiro (AFP) - The", "Rio de Janeiro", "AFP", None, "The"),
        ("Sept 20 (Reuters) - Armenia", None, "Reuters", None, "Armenia"),
        ("(Reuters) - Armenia", None, "Reuters", None, "Armenia"),
    ],
)
def test_dateline(
    text: str, place: str | None, agency: str | None, date: datetime.date | None, rest: str
) -> None:
    article = read_text(f"{text} reports a truce.\nIt holds.")
    assert (article.dateline, article.agency, article.date) == (place, agency, date)
    assert paragraphs(article)[0] == f"{rest} reports a truce."
    for span, words in ((article.dateline_span, place), (article.agency_span, agency)):
        assert (article.text[span.start : span.end] if span else None) == words


@pytest.mark.parametrize(
    "text",
    [
        "Armenia – a small state – said no.",
        "Yerevan, Armenia – a small town – said no.",
        "Yerevan – Armenia said no.",
        "NATO — which has 31 members — said no.",
        "On Monday, 20 September – a holiday – nothing moved.",
        "Tuesday, 20 September 2023: what we know.",
        "EXCLUSIVE — Baku wants talks.",
        "Baku: Armenia must withdraw.",
        "BAKU: Armenia must withdraw.",
        "Mr. Aliyev said no.",
        "TROOPS LEAVE THE ROAD, BUT GUNS STAY - Both sides wait.",
        "The minister (AP) said no.",
        "Sept 20 - Armenia said no.",
        "A, " * 60,
    ],
)
def test_no_dateline(text: str) -> None:
    article = read_text(text)
    assert (article.dateline, article.agency, article.date) == (None, None, None)
    assert paragraphs(article) == [text.strip()]


def test_a_dateline_may_have_a_line_of_its_own() -> None:
    article = read_text(f"Truce holds\n\nBaku, September 20, AZERTAC\n\n{BODY}")
    assert (article.title, article.dateline, article.agency) == ("Truce holds", "Baku", "AZERTAC")
    assert paragraphs(article) == [BODY]


def test_a_dateline_may_follow_a_standfirst() -> None:
    article = read_text(f"Truce holds\n\nShots are heard.\n\nBAKU - {BODY}")
    assert (article.dateline, paragraphs(article)) == ("BAKU", ["Shots are heard.", BODY])


def test_a_dateline_alone_is_the_story() -> None:
    assert paragraphs(read_text("YEREVAN, Sept 20 (Reuters) -")) == ["YEREVAN, Sept 20 (Reuters) -"]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(Reuters)", "Reuters"),
        ("— AP", "AP"),
        ("Source: TASS", "TASS"),
        ("(with AFP)", "AFP"),
        ("AFP/Reuters", "AFP"),
        ("(Reporting by A. B. in Tbilisi; Editing by C. D.)", None),
        ("Reporting by A. B.; Editing by C. D.", None),
        ("(Additional reporting by the Associated Press)", "Associated Press"),
    ],
)
def test_closing_credit(line: str, agency: str | None) -> None:
    article = read_text(f"{BODY}\n\n{line}")
    assert (article.agency, paragraphs(article)) == (agency, [BODY])


@pytest.mark.parametrize(
    "line", ["Reuters said no.", "Reporting by the ministry shows that it lied.", "The AP has 3,000 staff."]
)
def test_sentences_are_no_credits(line: str) -> None:
    article = read_text(f"{BODY}\n\n{line}")
    assert not is_credit(line)
    assert (article.agency, paragraphs(article)) == (None, [BODY, line])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Anna Petrosyan, Reuters", True),
        ("BY JOHN SMITH", True),
        ("By The Associated Press", True),
        ("By Anna P. Smith and Vugar van der Berg | AP", True),
        ("By Tuesday morning the army had taken the hills above", False),
        ("By Armenia's account", False),
        ("By noon", False),
        ("Bypassing Lachin", False),
        ("By", False),
    ],
)
def test_byline(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


def test_byline_and_date_line_are_no_paragraphs() -> None:
    text = f"Truce holds\nBy Anna Petrosyan, Reuters\nWednesday, September 20, 2023\n{BODY}"
    article = read_text(text)
    assert (article.title, article.agency, article.date) == ("Truce holds", "Reuters", DAY)
    assert paragraphs(article) == [BODY]


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "2023-09-20",
        "2023-09-20T23:30:00-05:00",
        "2023-09-20 00:10:00 +0000 UTC",
        "2023-09-20T10:00Z",
        "Wed, 20 Sep 2023 23:30:00 +0400",
        "20 Sep 2023 23:30 GMT",
        "20 September 2023",
        "Sept. 20, 2023",
        "Wednesday, September 20th, 2023 at 10:15",
        " 2023-09-20\n",
    ],
)
def test_dates_that_are_read(words: str) -> None:
    assert date_of(words) == DAY


@pytest.mark.parametrize(
    "words",
    [
        "",
        "9/20/2023",
        "20.09.2023",
        "2023",
        "2023-09",
        "20 September",
        "2023-02-30",
        "2023-09-20x",
        "Wednesday",
        "20 September 23",
        "٢٠٢٣-٠٩-٢٠",
        "yesterday",
        "31 September 2023",
        "0000-01-01",
    ],
)
def test_dates_that_are_not_read(words: str) -> None:
    assert date_of(words) is None


def test_metadata_then_header_then_dateline_then_option_give_the_date() -> None:
    other = datetime.date(2020, 1, 1)
    dated = f"BAKU, 20 September 2023 (AP) — {BODY}"
    assert read_text(dated, date=other).date == DAY
    assert read_text(f"Date: 2022-02-02\n\n{dated}").date == datetime.date(2022, 2, 2)
    meta = Metadata(date=other)
    assert read_text(f"Date: 2022-02-02\n\n{dated}", metadata=meta).date == other
    assert read_text(BODY, date=other).date == other
    assert read_text(BODY).date is None


# --- header -------------------------------------------------------------------------------------


def test_header_is_metadata() -> None:
    head = (
        "Title: Truce holds\nDate: Wed, 20 Sep 2023 10:00:00 +0400\nURL: https://example.org/a\nPublisher: X"
    )
    article = read_text(f"{head}\nAuthor: A. B.\n\n{BODY}")
    assert (article.title, article.date) == ("Truce holds", DAY)
    assert (article.url, article.publisher) == ("https://example.org/a", "X")
    assert article.title_span is not None
    assert article.title_span.start == 7
    assert paragraphs(article) == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        f"Title: Truce holds\n{BODY}",  # no blank line ends it
        f"Date: 2023-09-20\nWeather: fine\n\n{BODY}",  # an unknown key
        f"{BODY}\n\nDate: 2023-09-20",  # not at the top
    ],
)
def test_no_header(text: str) -> None:
    article = read_text(text)
    assert article.url is None
    assert article.date is None
    assert "Title: Truce holds" in paragraphs(article) or len(paragraphs(article)) > 1


def test_unreadable_header_date() -> None:
    with pytest.raises(InputError, match=r"a\.txt: unreadable date 'yesterday'; write it as YYYY-MM-DD"):
        read_text(f"Date: yesterday\n\n{BODY}", source="a.txt")


# --- paragraphs ---------------------------------------------------------------------------------

WRAPPED = """\
The ministry of one small country said on Wednesday that it had agreed
with its neighbour to hold talks about the road between them, and that
shooting had stopped.

The neighbour did not deny this, but said that no talks could begin as
long as there were troops on the road. Both sides have said as much in
the past.
Nobody was hurt."""


def test_wrapped_text_is_joined() -> None:
    found = paragraphs(read_text(WRAPPED))
    assert [p.split()[0] for p in found] == ["The", "The", "Nobody"]
    assert found[0].count("\n") == 2  # the newlines stay: offsets are those of the text


def test_lines_that_end_anywhere_are_paragraphs() -> None:
    lines = ["It holds.", "Nobody was hurt there, he said.", "She agreed with that.", "No comment came."]
    assert paragraphs(read_text("\n".join(lines))) == lines


def test_short_lines_that_leave_room_are_paragraphs() -> None:
    # No full stops, as in a list; the widest line is as wide as wrapped text.
    lines = ["arms", "food and water for the people of the town at the end of the road", "tents", "fuel"]
    assert paragraphs(read_text("\n".join(lines))) == lines


def test_sentences_of_one_width_are_paragraphs() -> None:
    lines = [
        f"{name} told everybody that there would be talks on Monday." for name in ("Anna", "Boris", "Clara")
    ]
    assert paragraphs(read_text("\n".join(lines))) == lines


def test_long_lines_are_paragraphs() -> None:
    lines = [f"{word} " + "and so it went on and on " * 9 + "there" for word in ("One", "Two", "Three")]
    assert paragraphs(read_text("\n".join(lines))) == lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # Announced with a colon.
        (["The mayor wrote:", "“We stay. We owe it to them.”", "It rained."], [2, 1]),
        (["The mayor wrote:", "We stay, the letter said."], [1, 1]),
        # Open at the end of its line, and closed further on.
        (['The coach said, "We learned.', "It was the first time.", 'It felt good." Then he left.'], [3]),
        (['She said, "No.', 'Never." He said, "Yes.', 'Always."', "It rained."], [3, 1]),
        # Opened again, as is the custom: each line is a paragraph.
        (["“We stay,” he said. “We learned.", "“It was the first time.”"], [1, 1]),
        # A mark that nothing closes, and inches.
        (['He said, "We stay.', "It rained.", 'She said: "No."'], [1, 1, 1]),
        (['The pipe is 12" wide.', 'A "pipe" is not.'], [1, 1]),
    ],
)
def test_a_quotation_is_in_one_paragraph(lines: list[str], joined: list[int]) -> None:
    found = paragraphs(read_text("\n\n".join(lines)))
    assert [p.count("\n\n") + 1 for p in found] == joined


def test_white_space_around_paragraphs_is_left_out() -> None:
    assert paragraphs(read_text(" \n\t\u00a0 It holds. \u00a0\n \n  It lasts.\n")) == [
        "It holds.",
        "It lasts.",
    ]


def test_quotes_spaces_and_emoji_stay() -> None:
    text = "“Truce”\u00a0holds 🙂, he said — it’s true."
    assert read_text(text).text == text


# --- characters and offsets -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1bc\x7fd\x9fe", "a b c d e"),
        ("a\u2028b\u2029c\x85d\fe\vf", "a\nb\nc\nd\ne\nf"),
        ("a\ud83db\udc00", "a\ufffdb\ufffd"),
        ("a\tb\u200bc\ufeffd", "a\tb\u200bc\ufeffd"),
    ],
)
def test_normalise(raw: str, text: str) -> None:
    assert normalise(raw) == text


@given(st.text(st.characters() | st.sampled_from("\r\n\ud800\x00\u2028 .🙂é")))
def test_normalise_is_stable_and_keeps_the_length(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text
    assert len(text) == len(raw) - raw.count("\r\n")
    text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n")), st.integers(0, 3))
def test_byte_offsets_map_every_span_back(raw: str, start: int) -> None:
    data, text, offsets = raw.encode(), normalise(raw), byte_offsets(raw, start)
    assert len(offsets) == len(text) + 1
    assert (offsets[0], offsets[-1]) == (start, start + len(data))
    for i, char in enumerate(text):
        assert normalise(data[offsets[i] - start : offsets[i + 1] - start].decode()) == char


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "Title: x",
        "Date: ",
        "By Anna",
        "BAKU",
        " (AP) — ",
        "(Reuters)",
        "é🙂",
        ".",
        "YEREVAN, Sept 20 (Reuters) - ",
        "20 September 2023",
        "Truce Holds",
        "\x00",
        "�",
        "\u2028",
        BODY,
    ]
)


def check_spans(article: Article) -> None:
    """Paragraphs are in bounds, in order, apart, stripped, and clear of title, dateline and credit."""
    assert article.paragraphs
    end = 0
    for span in article.paragraphs:
        words = article.text[span.start : span.end]
        assert end <= span.start < span.end <= len(article.text)
        assert words == words.strip() != ""
        end = span.end
    for other in (article.title_span, article.dateline_span, article.agency_span):
        if other:
            assert 0 <= other.start < other.end <= len(article.text)
            assert not any(span.overlaps(other) for span in article.paragraphs)


@given(st.text() | st.lists(PIECES).map("".join))
@example("By Anna\n\n(AP)")
@example("YEREVAN, Sept 20 (Reuters) - \n(Reuters)")
def test_any_text_is_an_article_or_a_clear_error(text: str) -> None:
    try:
        article = read_text(text)
    except InputError as refusal:
        assert str(refusal).startswith("<text>: ")  # noqa: PT017
    else:
        check_spans(article)
        assert article.text == normalise(text)
        assert article.source_offsets == ()


@given(st.lists(PIECES.filter(lambda piece: piece not in ("\x00", "\ud800"))).map("".join), st.booleans())
def test_paragraphs_map_back_to_the_bytes_of_the_source(text: str, marked: bool) -> None:
    data = (b"\xef\xbb\xbf" if marked else b"") + text.encode()
    item = only("-", stdin=io.BytesIO(data))
    if isinstance(item, Article):
        for span in item.paragraphs:
            piece = data[item.source_offsets[span.start] : item.source_offsets[span.end]]
            assert normalise(piece.decode()) == item.text[span.start : span.end]


def test_decode_skips_a_byte_order_mark() -> None:
    assert decode(b"\xef\xbb\xbfa", "a.txt") == Decoded("a", 3)


# --- language -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Министерство обороны заявило, что войска остановились на дороге.", "Russian"),
        ("Le ministère a annoncé mercredi que les deux pays allaient se parler à nouveau.", "French"),
        ("Das Ministerium teilte am Mittwoch mit, dass die Gespräche bald beginnen könnten.", "German"),
        ("Nazirlik bildirib ki, danışıqlar çərşənbə günü başlayacaq.", "Azerbaijani"),
        ("Նախարարությունը հայտարարել է, որ բանակցությունները շարունակվում են։", "Armenian"),
    ],
)
def test_other_languages_are_refused_by_name(text: str, language: str) -> None:
    assert not is_english(text)
    with pytest.raises(LanguageError, match=f"^a.txt: not English: it seems to be {language}; "):
        read_text(text, source="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Baku",
        "OSCE Minsk Group",
        "Ilham Aliyev, Nikol Pashinyan, Recep Tayyip Erdogan, Toivo Klaar",
        "1 2 3",
        "🙂",
        BODY,
        f"{BODY} “Операция продолжается”, he added, and there was no more.",
    ],
)
def test_a_text_in_doubt_passes(text: str) -> None:
    assert is_english(text)


def test_plain_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.english._identifier", lambda: pytest.fail("loaded"))
    assert is_english(BODY)


# --- files, folders, standard input -----------------------------------------------------------------


def test_text_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "\ufeffTruce holds\r\n\r\n“Yes,” it said.\r\n")
    article = only(path, date=DAY)
    assert isinstance(article, Article)
    assert (article.source, article.title, article.date) == (str(path), "Truce holds", DAY)
    (span,) = article.paragraphs
    start, end = (article.source_offsets[i] for i in (span.start, span.end))
    assert path.read_bytes()[start:end].decode() == "“Yes,” it said."


def test_json_object_with_other_key_names(tmp_path: Path) -> None:
    record = {
        "articleBody": BODY,
        "headline": " Truce \n holds ",
        "datePublished": "2023-09-20T23:30:00-05:00",
        "link": "https://example.org/a",
        "source": {"name": "The Example"},
    }
    article = only(write(tmp_path / "a.json", json.dumps(record)), date=datetime.date(2020, 1, 1))
    assert isinstance(article, Article)
    assert (article.title, article.date, article.url) == ("Truce holds", DAY, "https://example.org/a")
    assert (article.publisher, article.source_offsets) == ("The Example", ())
    assert paragraphs(article) == [BODY]


def test_lone_surrogates_in_json(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.json", b'{"text": "It holds \\ud83d.", "url": "x\\udc00"}'))
    assert isinstance(article, Article)
    assert (article.text, article.url) == ("It holds \ufffd.", "x\ufffd")


def test_jsonl_goes_on_after_bad_records(tmp_path: Path) -> None:
    lines = [b'{"text": "One."}', b"", b'{"text": ', b'{"title": "x"}', b'{"text": "\x81"}', b"7"]
    lines += [b'{"text": "x", "date": "9/20/2023"}', b'{"text": " "}', b'{"text": "Two.", "date": null}']
    path = write(tmp_path / "a.jsonl", b"\n".join(lines))
    items = list(read([path]))
    assert [i.source for i in items if isinstance(i, Article)] == [f"{path}:1", f"{path}:9"]
    messages = [str(i).removeprefix(f"{path}:") for i in items if isinstance(i, InputError)]
    expected = [
        "3: not JSON at column 9 (",
        "4: a record without text",
        "5:10: neither UTF-8 nor Windows-1252 at this byte; save",
        "6: a number, not an object",
    ]
    expected += ["7: unreadable date '9/20/2023' under \"date\"; write it as", "8: a record without text"]
    assert [m[: len(e)] for m, e in zip(messages, expected, strict=True)] == expected


def test_json_list_numbers_its_records(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([{"text": "One."}, [], {"text": "Two."}]))
    items = list(read([path]))
    assert [getattr(i, "source", str(i)) for i in items] == [
        f"{path}:1",
        f'{path}:2: a list, not an object; give {{"text": …}} for each article',
        f"{path}:3",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": no text; "),
        (b" \r\n\xc2\xa0\n", ": no text; "),
        (b"\xef\xbb\xbf", ": no text; "),
        (b"Title: x\n\n", ": no text; "),
        (b"Baku\x00\x01", ":4: a binary file, not text; "),
        (b"Baku \x81", ":5: neither UTF-8 nor Windows-1252 at this byte; save the file as UTF-8"),
        (b"Baku \x1b[1m \xe9", ":5: a binary file, not text; "),
        (b"\xe2\x80\x9cBaku\xe2\x80 it said", ":7: not UTF-8 at this byte; "),
        (b"\xef\xbb\xbfBaku \xff", ":8: not UTF-8 at this byte; "),
        ("Baku".encode("utf-16-le").join((b"\xff\xfe", b"\x00\xd8")), ":10: not UTF-16 at this byte; save"),
        ("Ba\0ku".encode("utf-16"), ":6: a binary file, not text; "),
        (b"a" * (MAX_ARTICLE + 1), ": more than 2,000,000 characters of text; "),
    ],
)
def test_bad_text_files(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path / "a.txt", content)
    assert error(path).startswith(f"{path}{message}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": not JSON at column 1 ("),
        (b"[]", ": an empty list; "),
        (b'"x"', ": a string, not an object; "),
        (b"[" * 100_000, ": JSON nested too deeply; "),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", ": not JSON that can be read ("),
        (
            b'{"text": "a"}\n{"text": "b"}',
            ": not JSON at line 2, column 1 (Extra data); name a file with one",
        ),
        (b'{"text": 5}', ": a record without text; put the words of the article under"),
        (b'{"text": "x", "date": 1695168000}', ": unreadable date '1695168000' under \"date\"; write it as"),
    ],
)
def test_bad_json_files(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path / "a.json", content)
    assert error(path).startswith(f"{path}{message}")


def test_empty_jsonl(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "\n\n")
    assert error(path).startswith(f"{path}: no text; ")


def test_folder_is_read_in_sorted_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", ".hidden.txt", "note.md", "sub/c.txt", ".git/d.txt", "z.ndjson"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, '{"text": "It holds."}' if name.endswith("json") else "It holds.")
    sources = [
        Path(item.source).relative_to(tmp_path) for item in read([tmp_path]) if isinstance(item, Article)
    ]
    assert [str(s) for s in sources] == ["a.TXT", "b.txt", "sub/c.txt", "z.ndjson:1"]


def test_a_named_file_is_read_whatever_its_ending(tmp_path: Path) -> None:
    assert isinstance(only(write(tmp_path / "note.md", "It holds.")), Article)


def test_empty_folder(tmp_path: Path) -> None:
    write(tmp_path / "note.md", "It holds.")
    assert (
        error(tmp_path) == f"{tmp_path}: a folder with no article in it; put {', '.join(ENDINGS)} files in it"
    )


def test_missing_file_does_not_stop_the_run(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", "It holds.")
    missing, article = read([tmp_path / "none.txt", good])
    assert str(missing).startswith(
        f"{tmp_path / 'none.txt'}: cannot be read (No such file or directory); check"
    )
    assert isinstance(article, Article)


def test_a_path_with_a_null_character_is_an_error_value() -> None:
    assert "cannot be read" in error("a\x00b")


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_loops_of_links(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "It holds.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    article, link, folder = read([tmp_path])
    assert isinstance(article, Article)
    assert "self.txt: cannot be read (" in str(link)
    assert str(folder).startswith(f"{tmp_path / 'sub' / 'up'}: a folder that contains itself; ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_and_folder(tmp_path: Path) -> None:
    path, folder = write(tmp_path / "a.txt", "It holds."), tmp_path / "sub"
    folder.mkdir()
    path.chmod(0)
    folder.chmod(0)
    try:
        assert "cannot be read (Permission denied)" in error(path)
        assert "cannot be read (Permission denied)" in error(folder)
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (b"It holds.", ["<stdin>"]),
        (b"\n\n[Editor's note] It holds.", ["<stdin>"]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["<stdin>:1", "<stdin>:2"]),
        (b'\xef\xbb\xbf\n{\n "text": "One."\n}', ["<stdin>"]),
        (b'[\n{"text": "One."}, {"text": "Two."}]', ["<stdin>:1", "<stdin>:2"]),
    ],
)
def test_standard_input_is_told_apart_by_its_first_line(data: bytes, sources: list[str]) -> None:
    items = list(read(["-"], stdin=io.BytesIO(data)))
    assert [getattr(item, "source", str(item)) for item in items] == sources


def test_standard_input_is_read_line_by_line() -> None:
    class Slow(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("read whole")

    items = read(["-"], stdin=Slow(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert isinstance(next(items), Article)


def test_no_standard_input() -> None:
    assert error("-").startswith("<stdin>: no standard input; ")
    assert error("-", stdin=io.BytesIO(b"")).startswith("<stdin>: no text; ")


def test_a_dateline_is_looked_for_only_at_the_start() -> None:
    text = "It holds. BAKU (AP) — no."
    assert find_dateline(text, Span(0, len(text))) is None


# --- the first real article -------------------------------------------------------------------------


def test_the_first_real_article() -> None:
    path = Path(__file__).parents[2] / "shared" / "articles" / "karabakh-2023-09-20.txt"
    if not path.is_file():
        pytest.skip("the article is not part of the repository")
    article = only(path, date=DAY)
    assert isinstance(article, Article)
    assert (article.title, article.dateline, article.agency, article.date) == (None, None, None, DAY)
    raw = path.read_text(encoding="utf-8")
    assert paragraphs(article) == [line.strip() for line in raw.split("\n") if line.strip()]
    assert len(article.source_offsets) == len(article.text) + 1
