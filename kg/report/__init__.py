"""A report of one article: everything that was found in it, in its place, as HTML or as text."""

from kg.report.html import html
from kg.report.text import text

__all__ = ["html", "text"]
