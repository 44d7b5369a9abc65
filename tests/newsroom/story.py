"""Stories: what the invented world publishes, read from TOML. The text is a small markdown, told in README.md."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, TypeAlias

BlockKind: TypeAlias = Literal["paragraph", "heading", "list", "numbers", "table", "quote", "picture", "box"]

_KEYS = {
    "at",
    "author",
    "body",
    "comments",
    "edits",
    "kind",
    "links",
    "published",
    "section",
    "slug",
    "standfirst",
    "title",
    "touched",
}


class StoryError(ValueError):
    """A story file is wrong; the text names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a story's layout."""

    kind: BlockKind
    text: str = ""
    """The paragraph, the heading, the quotation, the caption, or the title of a box."""
    lines: tuple[str, ...] = ()
    """Of a list or a box."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table; the first one names the columns."""
    level: int = 0
    """Of a heading."""
    by: str = ""
    """Who says the quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a reader wrote below a newspaper's article."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """From this moment on the story reads differently."""

    moment: datetime
    title: str
    standfirst: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of one site, as it reads on some day."""

    site: str
    slug: str
    title: str
    standfirst: str
    published: datetime
    changed: datetime
    """The last edit so far: what EuroHPC's feed calls the date."""
    body: tuple[Block, ...]
    kind: str = ""
    """Press release, News article, Topic, … (EuroHPC)."""
    section: str = ""
    """Tecnologia, World, … (newspapers)."""
    author: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """The publisher's related links: words and address."""
    comments: tuple[Comment, ...] = ()
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    touched: tuple[datetime, ...] = field(default=(), repr=False)
    """Edits that changed nothing a reader sees (a typo, a tag)."""

    @property
    def minutes(self) -> int:
        """How long reading takes, as the sites print it."""
        words = sum(len(part.split()) for block in self.body for part in (block.text, *block.lines))
        return max(1, round(words / 200))

    def on(self, day: date) -> "Story":
        """The story as it reads at the end of that day."""
        made = [edit for edit in self.edits if edit.moment.date() <= day]
        touched = [moment for moment in self.touched if moment.date() <= day]
        changed = max([self.published, *touched, *(edit.moment for edit in made)])
        if not made:
            return replace(self, changed=changed)
        last = max(made, key=lambda edit: edit.moment)
        return replace(self, changed=changed, title=last.title, standfirst=last.standfirst, body=last.body)


def folder(path: Path, site: str) -> tuple[Story, ...]:
    """Every story of a folder of TOML files, the oldest first. Raises StoryError."""
    stories = [story for file in sorted(path.rglob("*.toml")) for story in _file(file, site)]
    slugs = [story.slug for story in stories]
    if repeated := {slug for slug in slugs if slugs.count(slug) > 1}:
        raise StoryError(f"{path}: two stories are called {min(repeated)}")
    return tuple(sorted(stories, key=lambda story: (story.published, story.slug)))


def on(stories: tuple[Story, ...], day: date) -> tuple[Story, ...]:
    """What is out on that day, as it reads then, the newest first."""
    return tuple(story.on(day) for story in reversed(stories) if story.published.date() <= day)


def blocks(text: str) -> tuple[Block, ...]:
    """The layout of a body: paragraphs, headings, lists, tables, quotations, pictures, boxes."""
    return tuple(_block(part.splitlines()) for part in text.strip().split("\n\n") if part.strip())


def _block(lines: list[str]) -> Block:
    lines = [line.strip() for line in lines if line.strip()]
    first = lines[0]
    if first.startswith("#"):
        marks, _, words = first.partition(" ")
        return Block(kind="heading", text=words, level=len(marks))
    if first.startswith("- "):
        return Block(kind="list", lines=_marked(lines, "- "))
    if first.startswith("+ "):
        return Block(kind="numbers", lines=_marked(lines, "+ "))
    if first.startswith("|"):
        return Block(kind="table", rows=tuple(tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in lines))
    if first.startswith("> "):
        said = [line.removeprefix("> ") for line in lines]
        by = said.pop().removeprefix("— ") if said[-1].startswith("— ") else ""
        return Block(kind="quote", text=" ".join(said), by=by)
    if first.startswith("! "):
        return Block(kind="picture", text=" ".join(lines).removeprefix("! "))
    if first.startswith(":: "):
        return Block(kind="box", text=first.removeprefix(":: "), lines=_marked(lines[1:], "- "))
    return Block(kind="paragraph", text=" ".join(lines))


def _marked(lines: list[str], mark: str) -> tuple[str, ...]:
    """The lines that begin with the mark; a line without it goes on with the one before."""
    found: list[str] = []
    for line in lines:
        if line.startswith(mark) or not found:
            found.append(line.removeprefix(mark))
        else:
            found[-1] += " " + line
    return tuple(found)


def _file(path: Path, site: str) -> Iterator[Story]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    if "story" in raw:
        yield from (_story(short, site, path) for short in raw["story"])
        return
    head, slug = path.stem[:10], path.stem[11:]
    try:
        raw["published"] = datetime.combine(date.fromisoformat(head), raw.pop("at", time(10)))
    except ValueError as error:
        raise StoryError(f"{path}: the name must be YYYY-MM-DD-slug.toml") from error
    yield _story({"slug": slug, **raw}, site, path)


def _story(raw: Mapping[str, Any], site: str, path: Path) -> Story:
    if unknown := set(raw) - _KEYS:
        raise StoryError(f"{path}: no key {min(unknown)}")
    if missing := {"slug", "title", "published", "standfirst", "body"} - set(raw):
        raise StoryError(f"{path}: {min(missing)} is missing")
    published = _moment(raw["published"])
    return Story(
        site=site,
        slug=raw["slug"],
        title=raw["title"],
        standfirst=raw["standfirst"],
        published=published,
        changed=published,
        body=blocks(raw["body"]),
        kind=raw.get("kind", ""),
        section=raw.get("section", ""),
        author=raw.get("author", ""),
        links=tuple((words, address) for words, address in raw.get("links", [])),
        comments=tuple(Comment(**comment) for comment in raw.get("comments", [])),
        touched=tuple(_moment(moment) for moment in raw.get("touched", [])),
        edits=tuple(
            Edit(
                moment=_moment(edit["on"]),
                title=edit.get("title", raw["title"]),
                standfirst=edit.get("standfirst", raw["standfirst"]),
                body=blocks(edit["body"]),
            )
            for edit in raw.get("edits", [])
        ),
    )


def _moment(given: date | datetime) -> datetime:
    """A moment in UTC; a day alone is ten in the morning."""
    if not isinstance(given, datetime):
        given = datetime.combine(given, time(10))
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def one(raw: Mapping[str, Any], site: str, path: Path) -> Story:
    """A story of a file in which several stand. Raises StoryError."""
    return _story(raw, site, path)
