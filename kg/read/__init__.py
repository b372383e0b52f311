"""Reading: files, folders, standard input or a string become articles.

>>> from kg.read import read_text
>>> article = read_text("BAKU (AP) — Azerbaijan halted its operation.\\n\\nTalks start on Thursday.")
>>> article.dateline, article.agency, [article.text[p.start : p.end] for p in article.paragraphs]
('BAKU', 'AP', ['Azerbaijan halted its operation.', 'Talks start on Thursday.'])
"""

from kg.read.article import Metadata, read_text
from kg.read.english import is_english
from kg.read.files import read
from kg.read.keep import keep_text

__all__ = ["Metadata", "is_english", "keep_text", "read", "read_text"]
