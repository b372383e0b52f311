"""Inputs: what comes out of files of every format, in every encoding, sound and damaged."""

# ruff: noqa: E501

from __future__ import annotations

import base64
import datetime
import gzip
import io
import json
import os
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from inputs import (
    DATE,
    ENCODED,
    FOOTER,
    HEADER,
    LEAD,
    LINKED,
    MENU,
    META,
    SCRIPT,
    SECOND,
    SOUND,
    STORY,
    TEXT,
    URL,
    atom,
    letter,
    linked,
    page,
    parts,
    record,
    rss,
)

from kg.errors import InputError, OutputError
from kg.model import Article
from kg.read import keep_text, read
from kg.read.compressed import FREE_EXPANSION
from kg.read.formats import MAX_FILE
from kg.read.markup import MAX_ATTRIBUTES, MAX_TAGS, lines_of_html
from kg.read.records import MAX_LINE
from kg.read.text import MAX_ARTICLE, normalise

TITLE, NAME = "Truce holds in the hills", "The Example"
DAY = datetime.date.fromisoformat(DATE)


def out(
    title: str | None = TITLE,
    date: datetime.date | None = DAY,
    publisher: str | None = NAME,
    url: str | None = URL,
    said: tuple[str, ...] = (LEAD, SECOND),
) -> tuple[object, ...]:
    """What must come out of a file: title, date, publisher, address and paragraphs."""
    return title, date, publisher, url, said


ALL = out()
BARE = out(None, None, None, None)


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def squeeze(text: str | bytes) -> bytes:
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", LEAD)
    return stream.getvalue()


BOMB = squeeze(b" " * 30_000_000)
LAUGHS = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LADEN = " ".join(f'a{number}=">"' for number in range(MAX_ATTRIBUTES + 1))
MANY = " ".join(f'a{number}=""' for number in range(MAX_ATTRIBUTES - 1))
UNSEEN_WORDS = "".join(
    f"<{tag}><p>Nobody sees this sentence, which stands in a place of no view.</p></{tag}>"
    for tag in ("template", "noscript", "svg", "button", "video", "object")
)
PUBLISHED_APART = {
    "@graph": [
        {"@type": "WebPage", "name": "No article"},
        {**LINKED, "@type": ["Article", "X"], "publisher": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": NAME},
    ]
}
TAGS = '<a href="x"> kg:Statement ; } DROP ALL # </a>'
TABLE: list[tuple[str, bytes, tuple[object, ...] | str]] = [
    # --- plain text
    ("text.txt", TEXT.encode(), ALL),
    ("marked.txt", b"\xef\xbb\xbf" + TEXT.encode(), ALL),
    ("utf16le.txt", b"\xff\xfe" + TEXT.encode("utf-16-le"), ALL),
    ("utf16be.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"), ALL),
    ("cp1252.txt", TEXT.encode("cp1252"), ALL),
    ("cut-utf16.txt", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "not UTF-16 at this byte; save"),
    ("damaged.txt", TEXT.encode().replace(b"\xe2\x80\x9d", b"\xe2\x80"), "not UTF-8 at this byte; save"),
    ("koi8.txt", b"\xed\xe9\xe4\x81 ", ":3: neither UTF-8 nor Windows-1252 at this byte; "),
    ("binary.txt", b"\x7fELF\x00\x01", ":4: a binary file, not text; "),
    ("controls.txt", f"{HEADER}{LEAD}\x07\x1b\n\n{SECOND}\n".encode(), ALL),
    ("empty.txt", b"", "no text; "),
    ("marks.txt", f"{HEADER}\u200f{LEAD}\u200e\n\n{SECOND}".encode(), out(said=(f"\u200f{LEAD}\u200e", SECOND))),
    ("long.txt", b"word " * 400_001, "more than 2,000,000 characters of text; "),
    ("long.html", page("", f"<p>{'It holds. ' * 200_001}</p>").encode(), "more than 2,000,000 characters of text; "),
    ("long.json", dump(record(text="a" * (MAX_ARTICLE + 1))), "more than 2,000,000 characters of text; "),
    ("large.txt", b"word " * 6_400_001, "more than 32,000,000 bytes; give one article per file"),
    ("query.txt", f"{HEADER}{TAGS}\n\n{LEAD}".encode(), out(said=(TAGS, LEAD))),
    # --- web pages
    ("meta.html", page().encode(), ALL),
    ("linked.html", page(linked(LINKED)).encode(), ALL),
    ("graph.html", page(linked(PUBLISHED_APART)).encode(), ALL),
    ("list.html", page(linked([{"@type": "WebSite", "name": "x"}, LINKED])).encode(), ALL),
    ("broken-linked.html", page(META + '<script type="application/ld+json">{"@type"</script>').encode(), ALL),
    ("deep-linked.html", page(f'{META}<script type="application/ld+json">{"[" * 99_999}</script>').encode(), ALL),
    ("heading.htm", page("", f"<article><h1>{TITLE}</h1><p>{LEAD}<p>{SECOND}</article>").encode(), out(TITLE, None, None, None)),
    ("title.html", page(f'<title>{TITLE} | {NAME}</title><meta name="publisher" content="{NAME}">').encode(), out(date=None, url=None)),
    ("time.html", page("", f'<p><time itemprop="datePublished" datetime="{DATE}">x</time></p>{STORY}').encode(), out(None, DAY, None, None)),
    ("bare.html", page("").encode(), BARE),
    ("saved.html", f"<!-- saved from url=(0030){URL} -->\n{page('')}".encode(), out(None, None, None, URL)),
    ("utf16.html", b"\xff\xfe" + page().encode("utf-16-le"), ALL),
    ("declared.html", page(charset='<meta http-equiv="Content-Type" content="text/html; charset=mac-roman">').encode("mac-roman"), ALL),
    ("latin.html", page(charset='<meta charset="iso-8859-1">').encode("cp1252"), ALL),
    ("undeclared.html", page(charset="").encode("cp1252"), ALL),
    ("declared-wrongly.html", page(charset='<meta charset="zlib">').encode("cp1252"), ALL),
    ("damaged.html", page(META, f"{STORY}é<!-- é\xa0 -->").encode().replace(b"<!-- \xc3", b"<!-- "), ALL),
    ("scripts.html", page(META + SCRIPT, f"{SCRIPT}<article>{SCRIPT}<p>{SCRIPT}{LEAD}{SCRIPT}</p>{SCRIPT}<p>{SECOND}</p></article>{SCRIPT}").encode(), ALL),
    ("hidden.html", page(META, f'<article><p style="display:none">Nobody is meant to see this one sentence.</p><p>{LEAD}</p><p>{SECOND}</p></article>').encode(), ALL),
    ("open-head.html", f"<html><head>{META}{SCRIPT}{STORY}".encode(), ALL),
    ("relative.html", page('<link rel="canonical" href="/truce"><meta property="og:url" content="javascript:x">').encode(), BARE),
    ("header.html", page("", f"<article><p>Published: three hours ago</p>{STORY}</article>").encode(), BARE),
    ("dated.html", page("", f"<article><p>Published: 20 September 2023</p>{STORY}</article>").encode(), out(None, DAY, None, None)),
    ("other-title.html", page(META.replace(TITLE, "LIVE: latest"), f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></article>").encode(), ALL),
    ("controls.html", page(META, f"{STORY}<nav>a</nav>&#5;<script>b</script>&#1;").encode(), ALL),
    ("escaped.html", page(linked({**LINKED, "headline": "Truce &amp; &#8216;talks&#8217;"})).encode(), out("Truce & ‘talks’")),
    ("unseen.html", page(META, f"<article><p>{LEAD}</p>{UNSEEN_WORDS}<p>{SECOND}</p></article>").encode(), ALL),
    ("login.html", page("", MENU + "<form><p>Please log in.</p><input></form>" + FOOTER).encode(), "a page without an article; save"),
    ("empty.html", b"<html></html>", "a page without an article; "),
    ("comment.html", b"<!-- -->", "no text; "),
    ("tags.html", b"<b>" * (MAX_TAGS + 1), "HTML with more than 100,000 tags; "),
    ("laden.html", f"<p {LADEN}>{LEAD}".encode(), ":0: HTML with more than 2,000 attributes in one tag; "),
    ("crowded.html", (f"<p {MANY}>" * 300).encode(), "HTML with more than 400,000 tags and attributes; save"),
    ("wordy.html", page(META, f"<article {MANY}><p>{LEAD}</p><p>{SECOND}</p></article><script>{'1+2 ' * 225_000}</script>").encode(), ALL),
    ("frames.html", page("", "<iframe src='x'></iframe>").encode(), "a page without an article; "),
    ("page-without-ending", page().encode(), ALL),
    ("page.php", b"\xef\xbb\xbf\n<!-- x -->" + page().encode(), ALL),
    ("russian.html", page("", "<p>Министерство обороны заявило, что войска остановились на дороге у города.</p>").encode(), "not English: it seems to be Russian; "),
    # --- e-mail
    ("plain.eml", letter(f"{LEAD}\n\n{SECOND}").encode(), ALL),
    ("crlf.eml", letter(f"{LEAD}\n\n{SECOND}").replace("\n", "\r\n").encode(), ALL),
    ("html.eml", letter(f"{SCRIPT}{STORY}", "text/html; charset=utf-8").encode(), ALL),
    ("both.eml", parts(("text/html", "<p>Not this."), ("text/plain; charset=utf-8", f"{LEAD}\n\n{SECOND}")).encode(), ALL),
    ("attached.eml", parts(("text/plain\nContent-Disposition: attachment", "Not this."), ("text/html; charset=utf-8", STORY), kind="mixed").encode(), ALL),
    ("latin.eml", letter(f"{LEAD}\n\n{SECOND}", "text/plain; charset=windows-1252").encode("cp1252"), ALL),
    ("undeclared.eml", letter(f"{LEAD}\n\n{SECOND}", "text/plain").encode("cp1252"), ALL),
    ("base64.eml", letter(base64.encodebytes(f"{LEAD}\n\n{SECOND}".encode()).decode(), more="Content-Transfer-Encoding: base64\n").encode(), ALL),
    ("wrapped.eml", letter(LEAD.replace("truce had", "truce \nhad") + f"\n\n{SECOND}\n\n-- \nThe desk", "text/plain; charset=utf-8; format=flowed").encode(), ALL),
    ("subject.eml", letter(LEAD).replace("Fwd: Truce", "=?utf-8?q?RE=3A?= =?utf-8?b?VHJ1Y2U=?=").encode(), out(said=(LEAD,))),
    ("mailbox.eml", letter(LEAD).replace('"The Example" <news@example.org>', "news@example.org").encode(), out(publisher="example.org", said=(LEAD,))),
    ("saved.mht", parts(("text/html; charset=utf-8", page())).replace("Archived-At: <", "Snapshot-Content-Location: ").replace("truce>", "truce").encode(), ALL),
    ("undated.eml", letter(LEAD).replace("Date: Wed, 20", "Date: the 20").encode(), out(date=None, said=(LEAD,))),
    ("letter-without-ending", letter(LEAD).encode(), out(said=(LEAD,))),
    ("pictures.eml", letter("AAAA", "image/png").encode(), "an e-mail without text; "),
    ("nested.eml", ("Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000).encode(), "an e-mail with too many parts within parts; "),
    ("lines.eml", b"a: b\n" * 500_001, "an e-mail of more than 500,000 lines; "),
    ("long-header.eml", b"Content-Type: text/plain;" + b" a=b;\n" * 1000 + b"\n\nIt holds.", "an e-mail with a header of more than 2,000 characters; "),
    ("hidden-tag.html", f"<b>\"<p x='\"<p {LADEN}>{LEAD}".encode(), "HTML with more than 2,000 attributes in one tag; "),
    ("tangled.html", b"<p " * 1_500 + b"x='" + b"a" * 30_000, "HTML with more than 2,000 attributes in one tag; "),
    # --- feeds
    ("full.rss", rss(ENCODED).encode(), ALL),
    ("feed.xml", rss(ENCODED, prologue="").encode(), ALL),
    ("latin.rss", rss(ENCODED, prologue='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("cp1252"), ALL),
    ("utf16.rss", b"\xff\xfe" + rss(ENCODED).encode("utf-16-le"), ALL),
    ("long-summary.rss", rss(f"<description>&lt;p&gt;{LEAD}&lt;p&gt;{f'{SECOND} ' * 7}</description>").encode(), out(said=(LEAD, (f"{SECOND} " * 7).strip()))),
    ("summary.rss", rss(f"<description>{LEAD}</description>").encode(), ":1: an entry without its full text; save"),
    ("html.atom", atom(f"<content type='html'>&lt;p&gt;{LEAD}&lt;/p&gt;{SECOND}</content>").encode(), ALL),
    ("xhtml.atom", atom(f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{LEAD}</p>{SECOND}</div></content>").encode(), ALL),
    ("text.atom", atom(f"<content type='text'>{LEAD}\n\n{SECOND}</content>").encode(), ALL),
    ("laughs.rss", rss("<title>&b;</title>", prologue=LAUGHS).encode(), "XML that defines entities; "),
    ("laughs16.xml", b"\xff\xfe" + rss("&b;", prologue=LAUGHS).encode("utf-16-le"), "XML that defines entities; "),
    ("outside.rss", rss("<description>&x;</description>", prologue=OUTSIDE).encode(), "XML that defines entities; "),
    ("cut.rss", rss(ENCODED)[:-30].encode(), "not XML at line 1 ("),
    ("crowded.rss", rss("<a/>" * 1_000_001).encode(), "a feed with more than 1,000,000 elements and attributes; give"),
    ("laden.rss", rss(f"<a {MANY}/>" * 600).encode(), "a feed with more than 1,000,000 elements and attributes; give"),
    ("sitemap.xml", b"<?xml version='1.0'?><urlset/>", "XML, but neither RSS nor Atom (<urlset>); "),
    ("empty.rss", b"<rss><channel/></rss>", "a feed without entries; "),
    # --- records
    ("one.json", dump(record()), ALL),
    ("utf16.json", json.dumps(record()).encode("utf-16"), ALL),
    ("cp1252.json", json.dumps(record(), ensure_ascii=False).encode("cp1252"), ALL),
    ("one.jsonl", dump(record()) + b"\n", ALL),
    ("utf16.jsonl", json.dumps(record()).encode("utf-16"), "UTF-16, not UTF-8; save"),
    ("deep.json", b"[" * 200_000, "JSON nested too deeply; "),
    ("deep.jsonl", b'{"a":' * 200_000, ":1: JSON nested too deeply; "),
    ("long.jsonl", b'{"text": "' + b"a" * MAX_LINE + b'"}', ":1: a line of more than 8,000,000 bytes; "),
    ("big.json", b" " * (MAX_FILE + 1), "more than 32,000,000 bytes; "),
    # --- compressed
    ("text.txt.gz", squeeze(TEXT), ALL),
    ("text.gz", squeeze(TEXT.encode("cp1252")), ALL),
    ("page.html.gz", squeeze(page()), ALL),
    ("page.gz", squeeze(page()), ALL),
    ("letter.eml.gz", squeeze(letter(f"{LEAD}\n\n{SECOND}")), ALL),
    ("feed.rss.gz", squeeze(rss(ENCODED)), ALL),
    ("records.jsonl.gz", squeeze(dump(record())), ALL),
    ("record.json.gz", squeeze(dump(record())), ALL),
    ("misnamed.txt", squeeze(TEXT), ALL),
    ("two-members.txt.gz", squeeze(TEXT[:300]) + squeeze(TEXT[300:]), ALL),
    ("cut.txt.gz", squeeze(TEXT)[:-9], "a damaged gzip file; "),
    ("damaged.txt.gz", squeeze(TEXT)[:-8] + b"\0" * 8, "a damaged gzip file; "),
    ("not.txt.gz", b"\x1f\x8bnone", "a damaged gzip file; "),
    ("bomb.txt.gz", BOMB, "a gzip file that grows more than 200 times; "),
    ("bomb.html.gz", BOMB, "a gzip file that grows more than 200 times; "),
    ("bomb.jsonl.gz", BOMB, "a gzip file that grows more than 200 times; "),
    ("twice.txt.gz.gz", squeeze(squeeze(TEXT)), "a gzip file within a gzip file; "),
    ("archive.zip", zipped(), "a zip archive (or an office document); unpack it"),
    ("archive.html", zipped(), "a zip archive (or an office document); unpack it"),
    ("archive.gz", squeeze(zipped()), "a zip archive (or an office document); unpack it"),
    ("archive.tgz", squeeze(b"a.txt" + b"\0" * 252 + b"ustar\x0000" + b"\0" * 300), "a tar archive; unpack it"),
    ("paper.pdf", b"%PDF-1.7\n", "a PDF document; save"),
]  # fmt: skip


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def paragraphs(article: Article) -> tuple[str, ...]:
    return tuple(article.text[span.start : span.end] for span in article.paragraphs)


def check(item: Article | InputError, source: str, expected: tuple[object, ...] | str) -> None:
    if isinstance(expected, str):
        assert isinstance(item, InputError), item
        message = str(item)
        assert message.startswith(source)
        assert expected in message, message
    else:
        assert isinstance(item, Article), item
        known = (item.title, item.date, item.publisher, item.url)
        # What controls become at the end of a line is white space, which no paragraph has.
        assert (*known, paragraphs(item)) == expected
        assert normalise(item.text) == item.text


@pytest.mark.parametrize(("name", "content", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_every_input(tmp_path: Path, name: str, content: bytes, expected: tuple[object, ...] | str) -> None:
    path = write(tmp_path / name, content)
    (item,) = read([path])
    check(item, str(path), expected)


@pytest.mark.parametrize("ending", SOUND)
def test_standard_input_is_any_format(ending: str, tmp_path: Path) -> None:
    named = read([write(tmp_path / f"a{ending}", SOUND[ending])])
    piped = read(["-"], stdin=io.BytesIO(SOUND[ending]))
    for one, other in zip(named, piped, strict=True):
        assert isinstance(one, Article)
        assert isinstance(other, Article)
        assert (one.text, one.title, one.date) == (other.text, other.title, other.date)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("packed", [False, True])
def test_plain_text_maps_back_to_its_bytes(tmp_path: Path, encoding: str, packed: bool) -> None:
    data = TEXT.replace("\n", "\r\n").encode(encoding)
    (article,) = read([write(tmp_path / "a.txt", squeeze(data) if packed else data)])
    assert isinstance(article, Article)
    assert len(article.source_offsets) == len(article.text) + 1
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    for span in article.paragraphs:
        piece = data[article.source_offsets[span.start] : article.source_offsets[span.end]]
        assert piece.decode(plain) == article.text[span.start : span.end]


@pytest.mark.parametrize("ending", [".html", ".eml", ".rss", ".json", ".jsonl"])
def test_other_formats_have_no_map(tmp_path: Path, ending: str) -> None:
    for article in read([write(tmp_path / f"a{ending}", SOUND[ending])]):
        assert isinstance(article, Article)
        assert article.source_offsets == ()


def test_an_author_that_is_an_agency_is_the_agency(tmp_path: Path) -> None:
    files = {
        "a.html": page(linked(LINKED)).encode(),
        "b.json": dump(record(author={"name": "Reuters"})),
        "c.rss": rss(f"<author>Reuters</author>{ENCODED}").encode(),
        "d.html": page(linked({**LINKED, "author": [{"name": "Anna Petrosyan"}]})).encode(),
    }
    for name, content in files.items():
        write(tmp_path / name, content)
    agencies = [item.agency for item in read([tmp_path]) if isinstance(item, Article)]
    assert agencies == ["Reuters", "Reuters", "Reuters", None]


ANNA, JURI = "Anna Petrosyan", "Juri Kask"


@pytest.mark.parametrize(
    ("name", "content", "authors"),
    [
        ("a.html", page(linked({**LINKED, "author": [{"name": ANNA}, {"name": JURI}]})), (ANNA, JURI)),
        ("a.html", page(linked({**LINKED, "author": {"name": "Tom &amp; Kim"}})), ("Tom & Kim",)),
        ("a.html", page(META + f'<meta name="author" content="{ANNA}">'), (ANNA,)),
        ("a.html", page(META + '<meta name="author" content="https://example.org/anna">'), ()),
        (
            "graph.html",
            page(linked([{**LINKED, "author": [{"@id": "#a"}, JURI]}, {"@id": "#a", "name": ANNA}])),
            (ANNA, JURI),
        ),
        ("a.json", json.dumps(record(author=[ANNA, {"name": JURI}, ANNA, 7, {}])), (ANNA, JURI)),
        ("a.json", json.dumps(record(byline=f"{ANNA} ")), (ANNA,)),
        ("a.json", json.dumps(record(author="x" * 300)), ()),
        ("a.txt", f"Author: {ANNA}\n\n{LEAD}", (ANNA,)),
        ("a.rss", rss(f"<author>anna@example.org ({ANNA})</author>{ENCODED}"), (ANNA,)),
        ("a.rss", rss(f"<author>anna@example.org</author>{ENCODED}"), ()),
        (
            "a.rss",
            rss("".join(f"<dc:creator>{name}</dc:creator>" for name in (ANNA, JURI)) + ENCODED),
            (ANNA, JURI),
        ),
        (
            "a.atom",
            atom(
                f"<author><name>{ANNA}</name><email>a@example.org</email></author><content>{LEAD}</content>"
            ),
            (ANNA,),
        ),
        ("a.eml", letter(LEAD).replace("The Example", ANNA), (ANNA,)),
        ("a.eml", letter(LEAD).replace('"The Example" <news@example.org>', "news@example.org"), ()),
    ],
)
def test_authors(tmp_path: Path, name: str, content: str, authors: tuple[str, ...]) -> None:
    (article,) = read([write(tmp_path / name, content.encode())])
    assert isinstance(article, Article), article
    assert article.authors == authors


def test_a_feed_goes_on_after_a_bad_entry(tmp_path: Path) -> None:
    text = rss(ENCODED, count=3).replace("<content:", "<content:x", 1).replace("</content:", "</content:x", 1)
    path = write(tmp_path / "a.rss", text.encode())
    items = list(read([path]))
    assert [type(item) for item in items] == [InputError, Article, Article]
    assert [getattr(item, "source", None) for item in items[1:]] == [f"{path}:2", f"{path}:3"]


def test_the_words_of_html() -> None:
    html = "a<br>b<div>c <i>d</i>e</div>f<ul><li>g<li>h</ul><table><tr><td>i<td>j</table><p hidden>k&#0;&amp;&nbsp;l"
    assert lines_of_html(html, "x").split("\n\n") == ["a", "b", "c de", "f", "g", "h", "i", "j"]
    assert lines_of_html("<div hidden><p>a</p>b</div>c<svg><text>d</text></svg>e", "x") == "ce"
    assert lines_of_html("<p>k&#1;&amp;&nbsp;l<!-- m -->n", "x") == "k &\xa0ln"
    assert lines_of_html("", "x") == lines_of_html("<!-- -->", "x") == ""


# --- patterns and folders ---------------------------------------------------------------------------


def test_a_pattern_that_no_shell_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.html", "a.html", ".c.html"):
        write(tmp_path / name, page().encode())
    write(tmp_path / "[x].txt", LEAD.encode())
    monkeypatch.chdir(tmp_path)
    assert [getattr(item, "source", item) for item in read(["*.html"])] == ["a.html", "b.html"]
    absolute = [getattr(item, "source", item) for item in read([tmp_path / "?.html"])]
    assert absolute == [str(tmp_path / "a.html"), str(tmp_path / "b.html")]
    (named,) = read(["[x].txt"])
    assert isinstance(named, Article)
    messages = [str(item) for item in read(["*.eml", "**/*.html"])]
    assert messages == [
        "*.eml: no file matches; check the pattern",
        "**/*.html: '**' in a pattern; name the folder: its subfolders are read with it",
    ]


def test_the_parts_of_a_saved_page_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "my_files").mkdir()
    write(tmp_path / "a.html", page().encode())
    write(tmp_path / "a_files" / "frame.html", b"<p>An advertisement.")
    write(tmp_path / "my_files" / "b.txt", LEAD.encode())
    sources = [Path(getattr(item, "source", "")).name for item in read([tmp_path])]
    assert sources == ["a.html", "b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (item,) = read([tmp_path])
    assert str(item) == f"{tmp_path / 'a.txt'}: not a file; name it to have it read all the same"


# --- memory and endless input -----------------------------------------------------------------------


class Endless(io.RawIOBase):
    """Lines for ever, made as they are read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            self._rest = next(self._lines)
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def repeat(line: bytes) -> Iterator[bytes]:
    while True:
        yield line


def test_records_on_standard_input_are_not_held() -> None:
    stream = io.BufferedReader(Endless(repeat(dump(record()) + b"\n")))
    items = read(["-"], stdin=stream)
    tracemalloc.start()
    try:
        for _ in range(3000):  # a megabyte and a half
            assert isinstance(next(items), Article)
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


def test_a_folder_of_many_files_costs_little_more_than_their_names(tmp_path: Path) -> None:
    """Measured at this size; a million files were read once, in 211 seconds and 92 MB."""
    number = 2_000
    for name in range(number):
        write(tmp_path / f"{name:07}.txt", LEAD.encode())
    (_,) = read([tmp_path / "0000000.txt"])  # loads what reading needs
    tracemalloc.start()
    try:
        items = read([tmp_path])
        for _ in range(number // 2):
            next(items)
        half = tracemalloc.get_traced_memory()[0]
        assert sum(1 for _ in items) == number // 2
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150 * number + 200_000
    assert held < half


@pytest.mark.parametrize("line", [b"\n", b" ", b"word ", b"<p>", b"\xff\xfe\0"])
def test_endless_input_ends(line: bytes) -> None:
    stream = io.BufferedReader(Endless(repeat(line * 10_000)))
    (item,) = read(["-"], stdin=stream)
    assert isinstance(item, InputError)


def test_a_long_line_among_records_costs_only_itself() -> None:
    lines = dump(record()) + b"\n" + b"x" * (2 * MAX_LINE + 7) + b"\n\n" + dump(record())
    first, long, last = read(["-"], stdin=io.BytesIO(lines))
    assert isinstance(first, Article)
    assert str(long).startswith("<stdin>:2: a line of more than 8,000,000 bytes; ")
    assert isinstance(last, Article)
    assert last.source == "<stdin>:4"


def test_a_short_file_may_expand_freely(tmp_path: Path) -> None:
    text = f"{LEAD}\n\n" + " " * (FREE_EXPANSION - 1_000)
    (item,) = read([write(tmp_path / "a.txt.gz", squeeze(text))])
    assert isinstance(item, Article)


# --- the text beside the graph ----------------------------------------------------------------------


def test_kept_text_has_the_offsets_of_the_article(tmp_path: Path) -> None:
    (article,) = read([write(tmp_path / "a.html", page().encode())])
    assert isinstance(article, Article)
    path = keep_text(article, tmp_path / "texts" / "new", "0a1b")
    assert path == tmp_path / "texts" / "new" / "0a1b.txt"
    assert path.read_bytes().decode() == article.text
    assert keep_text(article, path.parent, "0a1b") == path
    assert [file.name for file in path.parent.iterdir()] == ["0a1b.txt"]


def test_text_that_cannot_be_kept(tmp_path: Path) -> None:
    write(tmp_path / "file", b"")
    article = Article("Talks began.")
    with pytest.raises(OutputError, match=r"0a\.txt: "):
        keep_text(article, tmp_path / "file", "0a")
    for name in ("", "../a", "a/b", "a.b", "a\n"):
        with pytest.raises(ValueError, match="not the name of a text"):
            keep_text(article, tmp_path, name)
