"""The bytes of a page → its characters. Byte order mark, then HTTP header, then the page's own word, then a guess."""

import codecs
import re
from collections import Counter

from models.page import Page
from pipeline.cleaning.words import alphabets, common

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_LABELS = {
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "ansi": "windows-1252",
    "iso-8859-9": "windows-1254",
    "x-sjis": "shift_jis",
    "unicode": "utf-8",
    "utf8": "utf-8",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
}
"""What browsers read under a label, where it is not the encoding of that name."""
_CANDIDATES = (
    "windows-1252",
    "windows-1250",
    "iso-8859-2",
    "windows-1251",
    "windows-1253",
    "iso-8859-7",
    "windows-1257",
    "iso-8859-13",
    "windows-1254",
    "iso-8859-15",
    "iso-8859-5",
    "iso-8859-4",
    "koi8-r",
)
_HEAD = 4096
_SAMPLE = 30_000
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGE = re.compile(rb"<html[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_PRINT = frozenset("\u00a0\u00ad\u2010\u2011–—‘’‚‛“”„‟«»‹›…•·°©®™€£§½¼¾²³×−")
"""Signs that printers use in every language."""
_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_FIRST_BYTES = "ÃÅÄÎÏÐÑ"
_MOJIBAKE = re.compile(f"[{_FIRST_BYTES}][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_DAMAGED = 8
"""Pairs of such signs from which a text was encoded twice."""
_BYTES = {ord(bytes([byte]).decode("windows-1252")): byte for byte in range(128, 160) if byte not in _UNDEFINED}
"""Signs of windows-1252 → the bytes that they were read from."""


def text(page: Page) -> str:
    """The page's characters."""
    body = page.body
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    try:
        return _mended(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = error
    for label in (_of_header(page.header("content-type")), _of_page(body)):
        encoding = _known(label)
        if encoding and encoding != "utf-8":
            return body.decode(encoding, errors="replace")
        if encoding and _mostly_utf8(body, broken):
            return body.decode("utf-8", errors="replace")
    return body.decode(_guessed(body), errors="replace")


def _of_header(content_type: str) -> str:
    match = _CHARSET.search(content_type.encode("ascii", errors="replace"))
    return match.group(1).decode() if match else ""


def _of_page(body: bytes) -> str:
    match = _XML.match(body[:200]) or _CHARSET.search(body[:_HEAD])
    return match.group(1).decode() if match else ""


def _known(label: str) -> str:
    """Python's name of the encoding; empty where it knows none."""
    label = label.strip().lower()
    if not label:
        return ""
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        b"a".decode(name)  # refuses what is a codec and no encoding
    except (LookupError, UnicodeDecodeError):
        return ""
    return "" if name in ("idna", "punycode", "utf-7") else name


def _mostly_utf8(body: bytes, broken: UnicodeDecodeError) -> bool:
    """The bytes are UTF-8 but for a few: cut in the middle, or with one paragraph pasted from elsewhere."""
    if broken.start >= len(body) - 4:
        return True
    high = sum(1 for byte in body[:_SAMPLE] if byte >= 0x80)
    read = body[:_SAMPLE].decode("utf-8", errors="replace")
    return read.count("\ufffd") <= max(3, high // 20)


def _guessed(body: bytes) -> str:
    """The encoding in which the page is most like one of our languages: by its letters, by its common words."""
    sample = body[:_SAMPLE]
    if _mostly_utf8(body, UnicodeDecodeError("utf-8", body, 0, 1, "")):
        return "utf-8"
    declared = _LANGUAGE.search(sample)
    codes = {declared.group(1).decode().lower()} & alphabets().keys() if declared else set()

    def likeness(encoding: str) -> float:
        read = _TAG.sub(" ", sample.decode(encoding, errors="replace")).lower()
        letters = Counter(sign for sign in read if sign > "\x7f" and sign not in _PRINT)
        known: dict[str, float] = {}
        for word in _WORD.findall(read):
            for code, weight in common().get(word, ()):
                known[code] = known.get(code, 0.0) + weight
        everything = sum(letters.values())
        return max(
            3 * sum(letters[sign] for sign in alphabets()[code]) - 2 * everything + 2 * known.get(code, 0.0)
            for code in codes or alphabets()
        )

    return max(_CANDIDATES, key=likeness)


def _mended(read: str) -> str:
    """The text, where it was encoded twice on its way (Ã© for é) put right."""
    sample = read[:_SAMPLE]
    if sum(map(sample.count, _FIRST_BYTES)) < _DAMAGED or len(_MOJIBAKE.findall(sample)) < _DAMAGED:
        return read
    try:
        return read.translate(_BYTES).encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return read
