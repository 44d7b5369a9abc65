"""Furniture: the words and names by which what stands around an article is told from the article. All of it is TOML.

The words stand in `knowledge/furniture/<xx>.toml`, apart from `knowledge/languages/`: a page's language is not known
before its furniture is gone, so all languages are read at once and must be small. The names that pages give to their
parts (classes, ids, roles) mix languages freely and stand in `knowledge/markup.toml`.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The words of one language that pages put around a text. Lower case; accents count in `common` only."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    code: str
    common: Words
    """The commonest small words: they tell the language of a text."""
    more: Words
    """Labels of boxes that hold other stories, topics, buttons: "read also", "most read", "share", "tags"."""
    comments: Words
    """Labels that open the readers' comments: nothing of the article follows them."""
    ads: Words
    """Labels of advertisements."""
    prompts: Words
    """Said to the reader, anywhere in a short line: "sign up", "log in". The last word stands for its endings too."""
    paywall: Words
    """The same, where payment begins."""
    consent: Words
    """The same, in a dialogue that asks for consent."""
    credits: Words
    """First words of the line that says whose a picture is."""
    sources: Words
    """First words of the line that says whose a text or a figure is."""
    facts: Words
    """Labels of boxes that belong to the article: facts in brief, background."""
    by: Words
    """First words of the line that says who wrote."""
    about: Words
    """First words of the heading over a sender's or an author's self-portrait."""
    contact: Words
    """First words of the line over addresses for the press."""
    published: Words
    """Words before a date of publication."""
    updated: Words
    """Words before a date of change."""
    corrections: Words
    """First words of a note in which the article corrects or updates itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What words in the class, id and role of an element say. `*` stands for all endings."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    body: Words
    """The article's text stands in it."""
    title: Words
    site: Words
    """The site's name or mark."""
    subhead: Words
    standfirst: Words
    correction: Words
    facts: Words
    """A box of facts, which is part of the article."""
    consent: Words
    """It asks for consent before or over the page."""
    folded: Words
    """Shut until the reader opens it, and text of the page all the same."""
    hard: Words
    """Never part of an article, unless its headline stands in it."""
    soft: Words
    """Furniture, unless much of the page's prose stands in it."""
    weak: Words
    """Furniture where it is no prose: a date, a name, a button."""
    hidden: Words
    """Shown to nobody who sees the page."""
