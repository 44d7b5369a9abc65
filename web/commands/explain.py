"""One page explained: what was seen in it, what it claims, and why the rest says nothing."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import ConfigError
from web.commands.options import Day
from web.terminal import say

if TYPE_CHECKING:  # pydantic takes longer to import than `--help` may take
    from models.explanation import Explanation

_OURS = "– explained</title>"
_FAILED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A page to be explained, and what is told of it; what is not is found in the page itself."""

    body: bytes
    url: str
    published: date | None
    language: str
    known_as_of: date | None


def add(app: typer.Typer, explained: "Callable[[Asked], Explanation]") -> None:
    """Adds the verb; `explained` reads the page."""

    @app.command()
    def explain(
        file: Annotated[
            Path, typer.Argument(metavar="FILE", help="HTML or plain text; - is standard input.", allow_dash=True)
        ],
        out: Annotated[
            Path | None, typer.Argument(metavar="[OUT]", help="With --html: the file to write; none: standard output.")
        ] = None,
        url: Annotated[str, typer.Option(help="Where the page came from.")] = "",
        published: Day = None,
        language: Annotated[str, typer.Option(help="Its language, where the page does not tell.")] = "",
        known_as_of: Day = None,
        html: Annotated[bool, typer.Option("--html", help="One page that needs neither network nor script.")] = False,
    ) -> None:
        """Shows a text with its mentions and claims marked, and why the rest of it says nothing; nothing is stored.

        Example: factorywatch explain page.html --html explained.html
        """
        from models import knowledge
        from web import explained as drawn
        from web import explained_page

        if out is not None and not html:
            raise ConfigError("is written with --html only", key=str(out))
        if language:
            knowledge.language(language)
        try:
            body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        except OSError as error:
            say(f"{file}: cannot be read ({error.strerror or error})")
            raise typer.Exit(_FAILED) from error
        said, known = (day.date() if day else None for day in (published, known_as_of))
        told = explained(Asked(body=body, url=url or file.name, published=said, language=language, known_as_of=known))
        if not html:
            drawn.show(told)
        elif out is None:
            print(explained_page.page(told))  # noqa: T201
        else:
            _write(out, explained_page.page(told))


def _write(out: Path, page: str) -> None:
    """Writes the page; over another page of ours only, since FILE and OUT are soon taken one for the other."""
    if out.exists() and _OURS not in out.read_bytes()[:2000].decode(errors="replace"):
        raise ConfigError("is there already and is no page of explain", key=str(out))
    out.write_text(page, encoding="utf-8")
    say(f"written: {out}")
