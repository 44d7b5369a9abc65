"""The replay's articles as gold for the reader: `python -m tests.newsroom.gilding` writes them to `tests/gold/seen`."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.gold.cases import HERE
from tests.newsroom import dispatches
from tests.newsroom.dispatches import Dispatch, Said
from tests.newsroom.story import Block

FOLDER = HERE / "seen"
_UNASKED = "contract_value"
"""The shared gold has it among the optional facts only."""


def gold(dispatch: Dispatch, name: str) -> Mapping[str, Any]:
    """What a careful reader takes from the first version of an article (../shared/articles/FORMAT.md)."""
    told = dispatch.on(dispatch.story.published.date())
    countries, amounts, dates = dispatch.seen
    words = [" ".join(part.split()) for block in dispatch.story.body for part in _parts(block)]
    asked = [one for one in told if one.asked]
    named = [one.subject for one in asked if one.subject != "programme" and not one.subject.startswith("cohort:")]
    named += [str(one.value) for one in asked if one.predicate == "linked_factory"]
    return {
        "id": name,
        "language": dispatch.language,
        "url": dispatch.address,
        "published": dispatch.story.published.date().isoformat(),
        "relevant": bool(told),
        "text_must_contain": [words[0][:60].rsplit(" ", 1)[0], words[-1][-60:].split(" ", 1)[-1]],
        "text_must_not_contain": [f"© {dispatch.outlet.title}"],
        "mentions": {
            "factories": list(dict.fromkeys(named)),
            "countries": list(countries),
            "amounts": list(amounts),
            "dates": list(dates),
        },
        "facts": [_fact(one) for one in told if _asked(one)],
        "not_facts": [
            {"subject": "*", "predicate": predicate, "value": country, "why": "the text says that it takes no part"}
            for country in dispatch.denied
            for predicate in ("host_country", "partner_country")
        ],
        "optional_facts": [_fact(one) for one in told if not _asked(one)] + list(_follows(told)),
    }


def write(folder: Path = FOLDER) -> int:
    """Writes a folder for each article that has none or another text; those of articles that are gone go. How many."""
    names = {f"replay-{number:03}": dispatch for number, dispatch in enumerate(dispatches.every(), start=1)}
    for old in folder.glob("replay-*"):
        if old.name not in names:
            shutil.rmtree(old)
    for name, dispatch in names.items():
        place = folder / name
        place.mkdir(exist_ok=True)
        text = json.dumps(gold(dispatch, name), ensure_ascii=False, indent=1) + "\n"
        for file, body in (
            ("page.html", dispatch.page(dispatch.story.published.date())),
            ("gold.json", text.encode()),
        ):
            if not (place / file).exists() or (place / file).read_bytes() != body:
                (place / file).write_bytes(body)
    return len(names)


def _parts(block: Block) -> Iterator[str]:
    yield from filter(None, (block.text, *block.lines, *(cell for row in block.rows for cell in row)))


def _asked(one: Said) -> bool:
    return one.asked and one.own and one.predicate != _UNASKED


def _fact(one: Said) -> Mapping[str, Any]:
    plain = {"subject": one.subject, "predicate": one.predicate, "value": one.value, "modality": one.modality}
    return plain | ({"accept": list(one.accept)} if one.accept else {})


def _follows(told: tuple[Said, ...]) -> Iterator[Mapping[str, Any]]:
    # A group's selection is said of each of its members, too; and of the group.
    for one in told:
        if one.predicate == "selected_on" and one.subject.startswith("cohort:"):
            yield {"subject": one.subject, "predicate": "status", "value": "selected", "modality": "asserted"}
            members = [other.subject for other in told if other.predicate == "status" and not other.own]
            for member in dict.fromkeys(members):
                yield {"subject": member, "predicate": "selected_on", "value": one.value, "modality": "asserted"}


if __name__ == "__main__":
    print(f"{write()} articles written to {FOLDER}")  # noqa: T201
