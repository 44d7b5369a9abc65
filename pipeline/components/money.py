"""Money: sums in a text, with ranges, bounds, lists that share a scale, and the same sum in another currency.

`found` is pure: text and words in, sums out. The component writes them to `doc.spans["amount"]`.
"""

import functools
import re
from dataclasses import dataclass, replace
from typing import Any

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from models import knowledge
from models.language import Language, MoneyWords
from models.value import Money, Qualifier
from pipeline.components import context, counts, lexemes
from pipeline.components.lexemes import BREAK, LETTER, Entry, Found, Row, Vocabulary

# Written alike in all languages.
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₺": "TRY", "₩": "KRW", "₹": "INR", "₴": "UAH", "₽": "RUB"}
_NAMES = {"euro": "EUR", "us$": "USD", "usd$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "hk$": "HKD", "kč": "CZK"}
_CODES = (
    "AED ALL AUD BAM BGN BRL CAD CHF CNY CZK DKK EUR GBP GEL HKD HRK HUF ILS INR ISK JPY KRW MDL MKD MXN MYR NOK NZD "
    "PLN RON RSD RUB SAR SEK SGD TRY TWD UAH USD ZAR"
).split()
_PREFIXES = {"k": 1e3, "t": 1e3, "m": 1e6, "bn": 1e9, "md": 1e9, "mrd": 1e9, "g": 1e9}
"""Scales glued to a code or sign: MEUR, TEUR, M€."""

# N number, S scale (s of one letter, Z one that may stand alone), C currency, c one by a word, U scale and currency,
# I article for one, O of, H and a half, B between, F from, T to, J and, W another, X no money,
# A about, M at most, L at least (before the sum), V one of these behind it.
_SCALE = "[SsZ]"
_SUM = (
    rf"(?P<head{{0}}>U|(?:s )?C(?: {_SCALE}(?=[ -]N))?)?(?(head{{0}})[ -])"
    rf"(?P<body{{0}}>N(?: H)?(?: [IO](?= {_SCALE}))?(?:[ -]{_SCALE}){{{{0,3}}}}(?: H)?(?: (?:J )?N[ -]{_SCALE})?"
    rf"|I {_SCALE}(?: H)?|Z(?: {_SCALE})?(?: H)?)"
    r"(?P<tail{0}>(?:[ -]O)?[ -][CcU])?"
)
