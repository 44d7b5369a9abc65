"""One spaCy pipeline per language from its file, and components that work in anybody's pipeline."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from models import knowledge
from models.errors import ConfigError
from pipeline import parse
from pipeline.components import context
from tests import make

GROUPS = {"sentence", "cue", "factory", "machine", "host", "city", "country", "amount", "date", "number", "share"}
ENGLISH = "JAIF\nThe German AI Factory JAIF costs 55 million euros. It opens on 5 September 2025 with six partners."
ITALIAN = "IT4LIA\nL'AI Factory IT4LIA, in Italia, costa 430 milioni di euro. Metà arriva dall'Europa."


@pytest.fixture(scope="module")
def english() -> Doc:
    return parse.doc(make.article(ENGLISH))


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a knowledge that has one language, qx: Italian, to be read with a model that nobody has."""
    (tmp_path / "languages").mkdir()
    path = tmp_path / "languages" / "qx.toml"
    shipped = (knowledge.SHIPPED / "languages" / "it.toml").read_text(encoding="utf-8")
    path.write_text('trained_model = "qx_no_such_model"\n' + shipped, encoding="utf-8")
    monkeypatch.setattr(knowledge, "SHIPPED", tmp_path)
    knowledge.language.cache_clear()
    yield tmp_path
    knowledge.language.cache_clear()


def test_a_parsed_article_has_every_group_of_spans(english: Doc) -> None:
    assert set(english.spans) >= GROUPS


def test_the_doc_holds_the_articles_text_letter_by_letter(english: Doc) -> None:
    assert english.text == ENGLISH


def test_values_are_read_by_the_words_of_the_articles_language(english: Doc) -> None:
    italian = parse.doc(make.article(ITALIAN, language="it"))

    assert [span.kb_id_ for span in english.spans["amount"]] == ['{"amount":55000000,"currency":"EUR"}']
    assert [span.kb_id_ for span in italian.spans["amount"]] == ['{"amount":430000000,"currency":"EUR"}']
    assert [span.kb_id_ for span in italian.spans["share"]] == ["50"]
    assert [span.kb_id_ for span in english.spans["country"]] == ["DE"]


def test_components_know_when_the_article_was_published_and_its_layout(english: Doc) -> None:
    known = context.of(english)

    assert known.published == make.DAY
    assert [block.kind for block in known.blocks] == ["title", "paragraph"]


def test_names_learned_later_are_not_known_before() -> None:
    article = make.article("The centre\nBRAIN++ opens its doors in Sofia.")

    now, then = parse.doc(article), parse.doc(article, known_as_of=date(2024, 12, 31))

    assert [span.kb_id_ for span in now.spans["factory"]] == ["brain-pp"]
    assert [span.kb_id_ for span in then.spans["factory"]] == []


def test_two_languages_share_one_vocabulary(english: Doc) -> None:
    assert parse.doc(make.article(ITALIAN, language="it")).vocab is english.vocab


def test_the_same_article_read_twice_gives_the_same_spans(english: Doc) -> None:
    parse.doc(make.article(ITALIAN, language="it"))
    again = parse.doc(make.article(ENGLISH))

    for group in GROUPS:
        assert [(one.start_char, one.end_char, one.label_, one.kb_id_) for one in again.spans[group]] == [
            (one.start_char, one.end_char, one.label_, one.kb_id_) for one in english.spans[group]
        ]


def test_an_empty_article_is_parsed_to_nothing() -> None:
    doc = parse.doc(make.article(""))

    assert all(len(doc.spans[group]) == 0 for group in GROUPS - {"sentence"})


@pytest.mark.parametrize(
    ("name", "group", "value"),
    [
        ("sentences", "sentence", None),
        ("cues", "cue", None),
        ("names", "factory", "jaif"),
        ("countries", "country", "DE"),
        ("money", "amount", '{"amount":55000000,"currency":"EUR"}'),
        ("dates", "date", "2025-09-05"),
        ("numbers", "number", "6"),
    ],
)
def test_a_component_works_alone_in_anybodys_pipeline(name: str, group: str, value: str | None) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(f"factorywatch_{name}")

    doc = nlp(ENGLISH.replace("AI Factory", "place"))

    assert len(doc.spans[group]) > 0
    assert value is None or value in [span.kb_id_ for span in doc.spans[group]]


@pytest.mark.parametrize("name", ["sentences", "cues", "names", "countries", "money", "dates", "numbers", "unknown"])
@pytest.mark.parametrize("text", ["", "x", ENGLISH, "50 % €55,000,000 2025-09-05 (7) \n\n …"])
def test_a_component_without_a_config_takes_any_text_in_a_pipeline_of_no_language(name: str, text: str) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe(f"factorywatch_{name}")

    assert nlp(text).text == text


@pytest.mark.parametrize(
    ("name", "group", "text", "value"),
    [
        ("money", "amount", "JAIF: €55,000,000", '{"amount":55000000,"currency":"EUR"}'),
        ("dates", "date", "JAIF: 2025-09-05", "2025-09-05"),
        ("numbers", "share", "JAIF: 50%", "50"),
    ],
)
def test_signs_and_digits_are_read_without_any_language(name: str, group: str, text: str, value: str) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe(f"factorywatch_{name}")
    doc = nlp(text)

    assert [span.kb_id_ for span in doc.spans[group]] == [value]


def test_a_component_in_anybodys_pipeline_takes_its_language_from_its_config() -> None:
    nlp = spacy.blank("it")
    nlp.add_pipe("factorywatch_money", config={"language": "it"})
    doc = nlp(ITALIAN)

    assert [span.kb_id_ for span in doc.spans["amount"]] == ['{"amount":430000000,"currency":"EUR"}']


def test_all_components_together_work_in_a_pipeline_of_others() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for module in parse.COMPONENTS:
        name = f"factorywatch_{module.__name__.rpartition('.')[2]}"
        if nlp.has_factory(name):
            nlp.add_pipe(name)
    doc = nlp(ENGLISH)

    assert {span.kb_id_ for span in doc.spans["factory"]} == {"jaif"}


def test_a_language_without_a_file_is_told() -> None:
    with pytest.raises(ConfigError, match="no such language") as told:
        parse.doc(make.article("x", language="tlh"))

    assert told.value.key == "tlh"


def test_a_trained_model_that_is_not_installed_is_told_with_the_file_that_asks_for_it(invented: Path) -> None:
    assert invented.is_dir()

    with pytest.raises(ConfigError, match="qx_no_such_model is not installed") as told:
        parse.doc(make.article("x", language="qx"))

    assert told.value.file == "languages/qx.toml"
    assert "\n" not in str(told.value)


def test_the_vocabulary_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    before = parse.doc(make.article("word " * 10))
    monkeypatch.setattr(parse, "_MOST_STRINGS", len(before.vocab.strings))
    parse.doc(make.article("never seen before " + " ".join(f"vox{number}" for number in range(500))))
    after = parse.doc(make.article("word " * 10))

    assert len(after.vocab.strings) < 2000
    assert before.text == after.text
    assert [span.text for span in before.spans["sentence"]] == [span.text for span in after.spans["sentence"]]


def test_the_pipeline_loads_without_spacys_command_line_which_stays_there_for_who_asks() -> None:
    asked = """
import sys
import pipeline.parse
heavy = sorted({"spacy.cli", "httpx", "jinja2"} & set(sys.modules))
import spacy
said = [type(spacy.info(silent=True)).__name__ for _ in range(2)]
import spacy.cli
print(heavy, said, callable(spacy.cli.download))
"""

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=120, check=True)

    assert done.stdout.split("\n")[0] == "[] ['dict', 'dict'] True"
