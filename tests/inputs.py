"""Pages, letters, feeds and records that the tests of reading are made of; every word is made up."""

# ruff: noqa: E501

from __future__ import annotations

import gzip
import json

from kg.read.formats import ENDINGS

LEAD = "Armenia said on Wednesday that the truce had held overnight and that nobody was hurt."
SECOND = "“We shall talk,” the foreign minister of Azerbaijan told reporters in Baku – nobody else spoke."
DATE = "2023-09-20"
URL = "https://news.example.org/truce"

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Truce holds in the hills",
    "datePublished": f"{DATE}T23:30:00-05:00",
    "author": {"@type": "Organization", "name": "Reuters"},
    "publisher": {"@type": "Organization", "name": "The Example"},
    "inLanguage": "en",
    "url": URL,
}
META = (
    '<meta property="og:title" content="Truce holds in the hills">'
    f'<meta property="article:published_time" content="{DATE}T10:00:00Z">'
    f'<link rel="canonical" href="{URL}"><meta property="og:site_name" content="The Example">'
)
STORY = f"<article><p>{LEAD}</p><p>{SECOND}</p></article>"
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
FOOTER = "<footer><p>Terms of use</p><p>© The Example</p></footer>"
SCRIPT = "<script>document.write('<p>Injected by a script, which nobody wrote.</p>');</script>"


def linked(value: object) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def page(head: str = META, body: str = MENU + STORY + FOOTER, charset: str = '<meta charset="utf-8">') -> str:
    """A web page."""
    return f'<!DOCTYPE html>\n<html lang="en"><head>{charset}{head}</head><body>{body}</body></html>'


def letter(body: str, kind: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """An e-mail."""
    head = (
        "Received: by mail.example.org; Wed, 20 Sep 2023 23:31:00 +0400\n"
        'From: "The Example" <news@example.org>\nSubject: Fwd: Truce holds in the hills\n'
        f"Date: Wed, 20 Sep 2023 23:30:00 +0400\nArchived-At: <{URL}>\nMIME-Version: 1.0\n"
    )
    return f"{head}{more}Content-Type: {kind}\n\n{body}\n"


def parts(*bodies: tuple[str, str], kind: str = "alternative") -> str:
    """An e-mail of several parts: type and body of each."""
    inner = "".join(f"--b0\nContent-Type: {of}\n\n{body}\n" for of, body in bodies)
    return letter(f"{inner}--b0--", f'multipart/{kind}; boundary="b0"')


def rss(item: str, *, prologue: str = '<?xml version="1.0" encoding="UTF-8"?>', count: int = 1) -> str:
    """An RSS 2.0 feed of equal entries."""
    entry = (
        f"<item><title>Truce holds in the hills</title><link>{URL}</link>"
        f"<pubDate>Wed, 20 Sep 2023 23:30:00 +0400</pubDate>{item}</item>"
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    name = "<title>The Example</title>"
    return f'{prologue}<rss version="2.0" {spaces}><channel>{name}{entry * count}</channel></rss>'


def atom(content: str) -> str:
    """An Atom feed of one entry."""
    return (
        '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry>'
        f'<title type="html">Truce &lt;i&gt;holds&lt;/i&gt; in the hills</title><link rel="alternate" '
        f'href="{URL}"/><published>{DATE}T23:30:00-05:00</published>{content}</entry></feed>'
    )


def record(**more: object) -> dict[str, object]:
    """A JSON record."""
    known = {"title": "Truce holds in the hills", "date": DATE, "url": URL, "publisher": "The Example"}
    return {"text": f"{LEAD}\n\n{SECOND}", **known, **more}


ENCODED = f"<content:encoded><![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]></content:encoded>"
HEADER = f"Title: Truce holds in the hills\nDate: {DATE}\nURL: {URL}\nPublisher: The Example\n\n"
TEXT = f"{HEADER}{LEAD}\n\n{SECOND}\n"

#: One sound file of each format, by the ending of its name.
SOUND: dict[str, bytes] = {
    ".txt": TEXT.encode(),
    ".html": page(META + linked(LINKED)).encode(),
    ".eml": parts(("text/html; charset=utf-8", STORY), ("text/plain; charset=utf-8", LEAD)).encode(),
    ".rss": rss(ENCODED).encode(),
    ".atom": atom(f"<content type='html'>&lt;p&gt;{LEAD}&lt;/p&gt;</content>").encode(),
    ".json": json.dumps([record(), record(title=None)]).encode(),
    ".jsonl": (json.dumps(record()) + "\n" + json.dumps(record(author="AP"))).encode(),
    ".txt.gz": gzip.compress(TEXT.encode(), mtime=0),
}


def chosen(data: bytes) -> tuple[str | None, bytes]:
    """The name and content of a file that a fuzzer made: its first byte chooses the ending."""
    ending = ("", *ENDINGS)[data[0] % (len(ENDINGS) + 1)]
    return (f"a{ending}" if ending else None), data[1:]


#: Pieces that mean something to one of the readers, for fuzzing.
ATOMS: tuple[bytes, ...] = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b\x08", b"PK\x03\x04", b"\r\n\r\n",
    b"\n", b"<", b">", b"</p>", b"<p>", b"<script>", b"</script>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE html>", b"<html>", b"<head>", b"<body>", b"<article>", b"<table><tr><td>", b"<svg>",
    b"<template>", b"<frameset>", b"<h1>", b"<title>", b"<noscript>", b"<?xml version='1.0' encoding='x'?>",
    b"&nbsp;", b"&#0;", b"&#xD800;", b"&#x110000;", b"&x;", b"<!ENTITY x 'y'>", b"xmlns:a='b'", b"<a:b>",
    b"<rss>", b"<item>", b"</item>", b"<entry>", b"<content type='xhtml'>", b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<meta charset=utf-16>", b"<meta property='og:url' content='http://['>", b"<link rel=canonical href='//x'>",
    b"<script type='application/ld+json'>", b'{"@type":"NewsArticle"', b'"@graph":[', b'{"@id":"x"}',
    b'"datePublished":1', b'"headline":{}', b'"publisher":[[]]', b'"author":[]', b'"text":"x"', b"{", b"}",
    b"[", b"]", b",", b":", b"null", b"1e999", b"NaN", b'"\\ud800"', b"\\u0000",
    b"MIME-Version: 1.0\n", b"Message-ID: <x>\n", b"Subject: =?utf-8?b?/w==?=\n", b"From: \"<@>,\n",
    b"Subject: =?x?q?=ff?=\n", b"Date: Wed, 99 Sep 2023 99:99:99 +9999\n", b"Content-Type: text/html; charset=\"\0\"\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b0--", b"--b0", b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n",
    b"Content-Type: text/plain; charset*=x'y'%ff; format*0=flowed\n", b"Content-Disposition: inline; =\n",
    b"Date: 2023-09-31\n\n", b"Title: x\n\n", b"BAKU (AP) \xe2\x80\x94 ", b"(Reuters)", b"\xe2\x80\x8f", b"\xc2\x85",
    b"\x93 \x94", b"'; DROP GRAPH <x> ; \"\"\" . @prefix", b" " * 99, b"a" * 999,
)  # fmt: skip
