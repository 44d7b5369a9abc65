"""What HTML's elements, roles and attributes mean to somebody who reads the page."""

import re

from selectolax.lexbor import LexborNode

from pipeline.cleaning.words import Hint

SKIPPED = frozenset(
    {"amp-ad", "amp-analytics", "amp-consent", "amp-embed", "amp-iframe", "amp-lightbox", "amp-sidebar"}
    | {"amp-social-share", "audio", "canvas", "datalist", "del", "dialog", "embed", "head", "iframe", "input", "link"}
    | {"map", "math", "meter", "nav", "noscript", "object", "param", "progress", "s", "script", "select", "source"}
    | {"strike", "style", "svg", "template", "textarea", "track"}
)
"""Nothing in them is text of the page: programs, controls, ways to other pages, what is struck out."""
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)
NAMED = frozenset({"a", "abbr", "b", "data", "q", "span", "strong", "sup", "time"})
"""Inline elements that are more than their text."""
SET_APART = frozenset({"a", "b", "span", "strong", "time"})
"""Inline elements that the style sheet sets apart from what ends right before them, outside of running text."""
VOID = frozenset({"amp-img", "amp-video", "br", "hr", "img", "meta", "picture", "video"})
STRONG = frozenset({"b", "strong"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LISTS = frozenset({"dl", "menu", "ol", "ul"})
ENTRIES = {"dd": "definition", "dt": "term", "li": ""}
FRAMES = frozenset({"article", "main", "section", "table"})
"""What stands in them is no part of a list that stands around them."""
PICTURES = frozenset({"figcaption", "figure"})
MODES = HEADINGS.keys() | ENTRIES.keys() | LISTS | FRAMES | PICTURES | {"blockquote", "pre"}
"""Elements within which text is taken otherwise than around them."""
TEXTS = frozenset({"blockquote", "h1", "h2", "h3", "h4", "li", "ol", "p", "table", "ul"})
"""Elements of running text: hidden from aids to reading only while a script has not shown them."""
OWN_PICTURES = frozenset({"figure", "li", "p", "td"})
"""Elements whose pictures do not make a picture's frame of what holds them."""
BOXED_TEXT = HEADINGS.keys() | {"blockquote", "dd", "dt", "li", "p", "pre", "table", "td", "th"}
"""Elements that hold text of their own; a line that stands alone in any other is likely a label."""

ROLES = {
    "complementary": Hint.SOFT,
    "contentinfo": Hint.HARD,
    "menu": Hint.HARD,
    "menubar": Hint.HARD,
    "navigation": Hint.HARD,
    "search": Hint.HARD,
    "tablist": Hint.SOFT,
    "toolbar": Hint.SOFT,
}
TAGS = {"address": Hint.WEAK, "aside": Hint.SOFT, "footer": Hint.HARD, "form": Hint.SOFT, "menu": Hint.SOFT}
MODAL = frozenset({"alertdialog", "dialog"})
NAMES = frozenset(
    {"class", "data-block", "data-component", "data-module", "data-role", "data-testid", "data-type", "id", "role"}
)
"""Attributes that name what an element is."""
WATCHED = frozenset({"aria-hidden", "aria-level", "hidden", "itemprop", "layout", "role", "style"})
"""Attributes that say more of an element than its names do."""
PROPS = frozenset({"author", "dateModified", "datePublished", "headline", "inLanguage"})
"""Microdata that is kept."""
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
STREAMED = re.compile(r"S:[0-9a-f]+")
"""What React sends in pieces arrives hidden, under such an id, and is shown by a script."""
_NOTE = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z*†])\s*[\])]?\s*", re.IGNORECASE)


def note(raised: LexborNode) -> bool:
    """The raised text is the number of a note, and no part of what is said."""
    return _NOTE.fullmatch(raised.text()[:20]) is not None and raised.css_first("a") is not None
