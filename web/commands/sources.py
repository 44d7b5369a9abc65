"""The sources: which there are, how they are, one looked at now, a new one."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias, get_args

import typer

from models import settings as environment
from models.errors import PageError
from models.page import Page
from web import terminal
from web.commands import children, opened
from web.commands.options import Format, Formatted
from web.terminal import say

Reading: TypeAlias = Callable[[Page], Mapping[str, Any]]
"""Reads a page: the object of `factorywatch extract`, with the text. Given by the roof, for it needs the pipeline."""

app = typer.Typer(rich_markup_mode=None)


def add(to: typer.Typer, reading: Reading) -> None:
    """Adds the verbs of this file."""
    to.add_typer(app, name="sources", invoke_without_command=True)
    app.command("check")(_checking(reading))


@app.callback()
def sources(context: typer.Context, form: Formatted = Format.text) -> None:
    """The sources, their beat, and how they are.

    Example: factorywatch sources
    """
    if context.invoked_subcommand:
        return
    from models import knowledge
    from models.source import SourceKind
    from models.store import read, runs
    from web import rows

    known = knowledge.sources(environment.from_environment().sources)
    with opened.looking() as connection:
        issues = read.issues(connection)
        looks = {look.url: look for look in read.looks(connection, (one.urls[0] for one in known.values() if one.urls))}
        last = runs.latest(connection)
    kinds = get_args(SourceKind)
    # There are some two hundred: the official ones first, then a language at a time.
    ordered = sorted(known.items(), key=lambda pair: (kinds.index(pair[1].kind), pair[1].language, pair[0]))
    found = [
        rows.source(
            one,
            looks.get(one.urls[0] if one.urls else ""),
            [it.kind for it in issues if it.about == key],
            last.get(key),
        )
        for key, one in ordered
    ]
    terminal.show(found, form.value, columns=rows.SOURCES)


def _checking(reading: Reading) -> Callable[..., None]:
    def sources_check(
        name: Annotated[str, typer.Argument(help="A source's name, also of one that is disabled.")],
        form: Formatted = Format.text,
    ) -> None:
        """Looks at a source once, reads one article of it, and stores nothing. Status 1 when something is wrong.

        Example: factorywatch sources check eurohpc
        """
        from models import knowledge
        from web import checked

        settings = environment.from_environment()
        told = children.told("--check", name)
        source = knowledge.sources(settings.sources)[name]
        read: Mapping[str, Any] | str = ""
        if told["article"]:
            try:
                read = reading(checked.page(told["article"], name))
            except PageError as error:
                read = error.words
        row = checked.row(source, told, read, settings.now())
        if form is Format.text:
            terminal.page(checked.in_words(row))
        else:
            terminal.show([row], form.value, columns=checked.COLUMNS)
        raise typer.Exit(int(bool(row["wrong"])))

    return sources_check


@app.command("add")
def sources_add(
    url: Annotated[str, typer.Argument(help="The address of a site, or of its feed.")],
) -> None:
    """Finds a site's feed or news sitemap, its language and name, and writes a source file. Overwrites none.

    Example: factorywatch sources add https://www.example.org/
    """
    from web import added

    settings = environment.from_environment()
    told = children.told("--find", url)
    path, lines = added.written(told, settings)
    terminal.page(lines)
    if path is None:
        raise typer.Exit(1)
    say(f"wrote {path} (see: factorywatch sources check {path.stem})")
