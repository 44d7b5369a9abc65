"""What the replay's outlets publish, and what a careful reader takes from it: `stories/replay/*.toml`.

Beside each story stands what it says, in a short hand that `said` reads: lines of `subject: word; word`. A word is `F`,
`A` or `G` (an AI Factory, an antenna, a gigafactory), `@CC` or `@CC/City`, `by HOST`, `with CC CC`, `new`, `upgrade`,
`existing`, `S` (status selected; `S+` where that follows from a group's selection), or the head of a predicate and its
value (`HEADS`). `~` sets other spellings apart; of texts the last is ours. Marks at the end: `?` defensible, not asked
for; `*` hearsay, `!` denied, `^` planned. `seen` holds what is mentioned: countries | sums | dates.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.claim import Modality
from models.source import SourceKind
from tests.newsroom import story
from tests.newsroom.site import HERE
from tests.newsroom.story import Story, StoryError

FOLDER = HERE / "stories" / "replay"
HEADS = {
    "by": "host_organisation",
    "machine": "supercomputer",
    "total": "investment_total",
    "eu": "eu_contribution",
    "national": "national_contribution",
    "share": "eu_share",
    "selected": "selected_on",
    "status": "status",
    "contract": "contract_value",
    "signed": "contract_signed_on",
    "launched": "launched_on",
    "due": "operational_by",
    "link": "linked_factory",
    "members": "member_count",
    "countries": "country_count",
}
_KINDS = {"F": "ai_factory", "A": "antenna", "G": "gigafactory"}
_SYSTEMS = ("new", "upgrade", "existing")
_MODALITIES: Mapping[str, Modality] = {"*": "reported", "!": "negated", "^": "planned"}
_MARKS = re.compile(r"[?*!^\s]+$")
_SUM = re.compile(r"([<>]?)([\d.]+)(M?) ([A-Z]{3})( about)?")
_OWN = {"on", "path", "language", "found", "gone", "claims", "seen", "not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes."""

    name: str
    kind: SourceKind
    language: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that an article says, in the contract's words."""

    subject: str
    predicate: str
    value: Any
    """As JSON has it; of a text the article's own spelling."""
    accept: tuple[Any, ...] = ()
    """As good; of a text the last is ours."""
    modality: Modality = "asserted"
    asked: bool = True
    """Whether the settling must hear it; what is only defensible is not."""
    own: bool = True
    """Whether the text says it of this subject itself, and not of its group."""

    @property
    def ours(self) -> Any:
        """The value in our spelling."""
        return self.accept[-1] if self.accept and self.predicate.startswith(("host_", "supercomputer")) else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """An article of the replay."""

    outlet: Outlet
    story: Story
    language: str
    path: str
    found: date
    """The day on which a crawl can first come upon it."""
    gone: date | None
    """From this day on the address answers 410."""
    versions: Mapping[date, tuple[Said, ...]]
    """What it says since when, oldest first."""
    seen: tuple[tuple[str, ...], tuple[Mapping[str, Any], ...], tuple[str, ...]]
    """Countries, sums and dates that the first version mentions."""
    denied: tuple[str, ...]
    """Countries that take no part, the text says."""

    @property
    def name(self) -> str:
        """Such as `eurohpc/six-new-ai-factories-join`."""
        return f"{self.outlet.name}/{self.story.slug}"

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"https://{self.outlet.name}.example{self.path}"

    def on(self, day: date) -> tuple[Said, ...]:
        """What it says at the end of that day."""
        return self.versions[self.since(day)]

    def since(self, day: date) -> date:
        """Since when it reads as it does at the end of that day."""
        return max(since for since in self.versions if since <= day)

    def page(self, day: date, base: str = "") -> bytes:
        """Its page at the end of that day, as the site at `base` gives it."""
        template = templates().get_template("press.html" if self.outlet.kind == "press" else "official.html")
        return template.render(
            story=self.story.on(day),
            outlet=self.outlet.title,
            language=self.language,
            address=base + self.path if base else self.address,
        ).encode()

    def there(self, day: date) -> bool:
        """Whether the page stands there at the end of that day."""
        return self.found <= day and (self.gone is None or day < self.gone)


@cache
def every() -> tuple[Dispatch, ...]:
    """All dispatches, the oldest first. Raises StoryError."""
    outlets: dict[str, Outlet] = {}
    found: list[Dispatch] = []
    raws = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    for raw in raws.values():
        outlets |= {name: Outlet(name=name, **words) for name, words in raw["outlets"].items()}
    for file, raw in raws.items():
        found += [_dispatch(one, outlets, file) for one in raw["story"]]
    slugs = [one.story.slug for one in found]
    if repeated := {slug for slug in slugs if slugs.count(slug) > 1}:
        raise StoryError(f"{FOLDER}: two stories are called {min(repeated)}")
    return tuple(sorted(found, key=lambda one: (one.story.published, one.name)))


def said(text: str) -> Iterator[Said]:
    """What the short hand says. Raises StoryError."""
    for line in filter(None, map(str.strip, text.splitlines())):
        subject, _, words = line.partition(": ")
        for word in words.split("; "):
            yield from _said(subject, word.strip())


def money(text: str) -> dict[str, Any]:
    """A sum of the short hand as JSON has it. Raises StoryError."""
    found = _SUM.fullmatch(text)
    if not found:
        raise StoryError(f"no sum: {text}")
    bound, digits, millions, currency, about = found.groups()
    number = round(float(digits) * (1_000_000 if millions else 1))
    if bound:
        key, qualifier = ("min", "at_least") if bound == ">" else ("max", "at_most")
        return {key: number, "currency": currency, "qualifier": qualifier}
    return {"amount": number, "currency": currency} | ({"qualifier": "about"} if about else {})


def _said(subject: str, word: str) -> Iterator[Said]:
    marks = _marks(word)
    word = _MARKS.sub("", word)
    if word.startswith("@"):
        country, _, city = word[1:].partition("/")
        yield _one(subject, "host_country", country, marks if not city else _marks(country))
        if city:
            yield _one(subject, "host_city", city, marks | _marks(city.partition("~")[0]))
        return
    head, _, rest = word.partition(" ")
    kind, _, other = word.partition("~")
    if kind in _KINDS:
        accept = (other,) if other else ()
        yield _made(subject, "kind", _KINDS[kind], accept, marks)
    elif word in _SYSTEMS:
        yield _one(subject, "system_kind", word, marks)
    elif word in ("S", "S+"):
        yield _one(subject, "status", "selected", marks | set(word[1:]))
    elif head in ("with", "link"):
        for each in rest.split():
            yield _one(subject, "partner_country" if head == "with" else HEADS["link"], each, marks)
    elif head in HEADS:
        yield _one(subject, HEADS[head], rest, marks | ({"^"} if head == "due" and "*" not in marks else set()))
    else:
        raise StoryError(f"{subject}: what is {word!r}?")


def _marks(text: str) -> set[str]:
    found = _MARKS.search(text)
    return set(found[0]) - {" "} if found else set()


def _one(subject: str, predicate: str, text: str, marks: set[str]) -> Said:
    first, *accept = (_value(predicate, _MARKS.sub("", one)) for one in text.split("~"))
    return _made(subject, predicate, first, tuple(accept), marks)


def _made(subject: str, predicate: str, value: Any, accept: tuple[Any, ...], marks: set[str]) -> Said:
    modality: Modality = next((_MODALITIES[mark] for mark in sorted(marks) if mark in _MODALITIES), "asserted")
    return Said(
        subject=subject,
        predicate=predicate,
        value=value,
        accept=accept,
        modality=modality,
        asked="?" not in marks,
        own="+" not in marks,
    )


def _value(predicate: str, text: str) -> Any:
    if predicate in ("investment_total", "eu_contribution", "national_contribution", "contract_value"):
        return money(text)
    return int(text) if predicate in ("eu_share", "member_count", "country_count") else text


def _dispatch(raw: Mapping[str, Any], outlets: Mapping[str, Outlet], file: Path) -> Dispatch:
    outlet = outlets[raw["on"]]
    edits = [{key: value for key, value in edit.items() if key != "claims"} for edit in raw.get("edits", ())]
    plain = {key: value for key, value in raw.items() if key not in _OWN} | {"standfirst": "", "edits": edits}
    made = story.one(plain, outlet.name, file)
    published = made.published.date()
    countries, sums, days = (part.strip() for part in raw["seen"].split("|"))
    return Dispatch(
        outlet=outlet,
        story=made,
        language=raw.get("language", outlet.language),
        path=raw.get("path", f"/{published:%Y/%m/%d}/{made.slug}.html"),
        found=raw.get("found", published),
        gone=raw.get("gone"),
        versions={
            published: tuple(said(raw["claims"])),
            **{edit["on"]: tuple(said(edit["claims"])) for edit in raw.get("edits", ())},
        },
        seen=(
            tuple(countries.split()),
            tuple(money(one.strip()) for one in sums.split(",") if one.strip()),
            tuple(days.split()),
        ),
        denied=tuple(raw["not"].partition("@")[2].split()) if "not" in raw else (),
    )


@cache
def templates() -> Environment:
    """How the pages and feeds of the outlets look."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates" / "replay"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(path: Path, outlet: Outlet, feed: str) -> None:
    """Writes the outlet's source file: it is read through its feed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'title = "{outlet.title}"\nkind = "{outlet.kind}"\nlanguage = "{outlet.language}"\ndoor = "feed"\n'
        f'urls = ["{feed}"]\nevery = 60\ndelay = 0\nrights = "invented for the newsroom"\n\n'
        "[expects]\nentries = 1\n",
        encoding="utf-8",
    )
