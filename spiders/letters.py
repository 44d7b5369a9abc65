"""The letters of a feed or list, out of its bytes. What it says of its encoding is believed only where it fits."""

import codecs
import re
from collections.abc import Iterator

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TOLD = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_HEAD = 2_000
_HIGH = bytes(range(0x80, 0x100))
# Python knows stranger ones under such names (idna, unicode-escape), and they are no encodings of pages.
_FAMILY = re.compile(r"(?:windows|iso-?8859|cp|koi8|mac|latin)[a-z0-9_-]*\Z")
_BROWSERS = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "iso-8859-9": "windows-1254"}
"""What browsers read under a name, and so what its writers saw."""
_LEGACY = {
    "bg": ("windows-1251",),
    "cs": ("windows-1250", "iso-8859-2"),
    "el": ("windows-1253", "iso-8859-7"),
    "et": ("windows-1257",),
    "hr": ("windows-1250", "iso-8859-2"),
    "hu": ("windows-1250", "iso-8859-2"),
    "lt": ("windows-1257",),
    "lv": ("windows-1257",),
    "pl": ("windows-1250", "iso-8859-2"),
    "ro": ("windows-1250", "iso-8859-2"),
    "sk": ("windows-1250", "iso-8859-2"),
    "sl": ("windows-1250", "iso-8859-2"),
    "tr": ("windows-1254",),
}
"""What a language was written in before UTF-8; all others: windows-1252."""


def text(body: bytes, language: str) -> str:
    """The characters; a few that cannot be read become U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    # Hardly any text in another encoding is by chance UTF-8: whatever is, is, and many say otherwise.
    candidates = ["utf-8"] if _mostly_utf8(body) else [*_told(body), *_LEGACY.get(language, ("windows-1252",))]
    for encoding in candidates:
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode(candidates[-1], errors="replace")


def _told(body: bytes) -> Iterator[str]:
    found = _TOLD.search(body[:_HEAD])
    label = found[1].decode().lower() if found else ""
    if _FAMILY.match(label):
        yield _BROWSERS.get(label, label)


def _mostly_utf8(body: bytes) -> bool:
    """Whether at most one in eight of the bytes beyond ASCII cannot be read so: in any other encoding most cannot."""
    high = len(body) - len(body.translate(None, _HIGH))
    return 8 * body.decode("utf-8", errors="replace").count("\ufffd") <= high
