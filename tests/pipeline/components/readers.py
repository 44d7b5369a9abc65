"""What the tests of money, dates and numbers share: pipelines of anybody's, and the articles with gold."""

import json
import tomllib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from _pytest.mark import ParameterSet
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components import context, dates, money, numbers
from pipeline.components.context import Context
from tests.gold import cases

COMPONENTS = (money, dates, numbers)
"""Importing them registers the components."""
SHARED = Path(__file__).parents[4] / "shared" / "articles"
LANGUAGES = "bg cs da de el en es et fi fr hr hu is it lt lv nl no pl pt ro sk sl sv tr".split()  # noqa: SIM905


def phrases(name: str) -> dict[str, dict[str, str]]:
    """A table of phrases beside this file: language → phrase → what is in it."""
    return {
        language: {str(phrase): str(wanted) for phrase, wanted in cases.items()}
        for language, cases in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8")).items()
    }


def marked(table: dict[str, dict[str, str]]) -> list[ParameterSet]:
    """Language, phrase and gold of every line; those of open.toml are known to be read wrong."""
    not_yet = phrases("open.toml")
    return [
        pytest.param(language, phrase, wanted, marks=[pytest.mark.xfail(reason=reason, strict=True)] if reason else [])
        for language, lines in table.items()
        for phrase, wanted in lines.items()
        for reason in [not_yet.get(language, {}).get(phrase, "")]
    ]


def pipeline(language: str, *names: str) -> Language:
    """A blank pipeline with some of our components, as anybody would build it."""
    nlp = spacy.blank("xx")
    for name in names or ("money", "dates", "numbers"):
        nlp.add_pipe(f"factorywatch_{name}", config={"language": language})
    return nlp


def read(nlp: Language, text: str, published: date | None = None) -> Doc:
    """The text with its mentions."""
    doc = nlp.make_doc(text)
    doc.user_data[context.NAME] = Context(published=published)
    return nlp(doc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, have: AbstractSet[object], want: AbstractSet[object]) -> "Score":
        """The score with one article more."""
        return Score(
            right=self.right + len(have & want),
            wrong=self.wrong + len(have - want),
            missed=self.missed + len(want - have),
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def articles() -> Iterator[tuple[dict[str, Any], str]]:
    """Gold and cleaned text of the shared articles; skips the test where they are not there."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/articles beside this checkout")
    for case in cases.cases(SHARED):
        yield dict(case.gold), case.article().text


def money_key(value: dict[str, Any]) -> tuple[float, str]:
    """A sum as the shared scorer compares it: three digits, the upper end of a range."""
    number = value.get("amount") or value.get("max") or value.get("min")
    return float(f"{float(number or 0):.3g}"), str(value["currency"])


def values(doc: Doc, group: str) -> list[Any]:
    """The values of a group of mentions: plain JSON, or text as it is (dates)."""
    return [json.loads(span.kb_id_) if group != "date" else span.kb_id_ for span in doc.spans[group]]
