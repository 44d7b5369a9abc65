"""The archive: what lies in it, the proof that it is whole, and what may be kept no longer."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models import settings as environment
from models.errors import PageError
from web import terminal
from web.commands import opened
from web.commands.options import Format, Formatted
from web.terminal import say

if TYPE_CHECKING:  # both bring warcio along
    from models.capture import Capture

app = typer.Typer(no_args_is_help=True, help="The pages as they came: shown, proved, expired.", rich_markup_mode=None)
_NEAR = 5
_COLUMNS = (
    "url",
    "fetched",
    "status",
    "source",
    "use",
    "signal",
    "words",
    "policy",
    "place",
    "expired",
    "page",
    "body",
)


@app.command()
def show(
    url: Annotated[str, typer.Argument(help="The address of a page.")],
    every: Annotated[bool, typer.Option("--all", help="Every version, oldest first; without it the latest.")] = False,
    headers: Annotated[bool, typer.Option("--headers", help="Also what was asked and answered, line by line.")] = False,
    form: Formatted = Format.text,
) -> None:
    """Shows a page as it was archived, and what its site allows. Status 1 when there is none, or it cannot be read.

    Example: factorywatch archive show https://eurohpc-ju.europa.eu/ai-factories_en --headers
    """
    from models.store import captures

    settings = environment.from_environment()
    with opened.looking() as connection:
        found = captures.of_address(connection, url)
        near = () if found else captures.like(connection, url.partition("://")[2] or url, _NEAR)
    if not found:
        say(f"no page of {url} was ever fetched{'; there are: ' if near else ''}{', '.join(near)}")
        raise typer.Exit(1)
    rows = [_row(one, settings.archive, headers=headers) for one in (found if every else found[-1:])]
    if form is Format.text:
        for number, row in enumerate(rows):
            terminal.page([""] if number else [])
            terminal.page(_lines(row))
    else:
        terminal.show(rows, form.value, columns=_COLUMNS)
    raise typer.Exit(int(any(row.get("trouble") for row in rows)))


@app.command()
def verify(form: Formatted = Format.text) -> None:
    """Proves the archive: every record readable, every digest right, every page in its place. Status 1 for damage.

    Example: factorywatch archive verify
    """
    from models import verify as verifying

    settings = environment.from_environment()
    with opened.store(settings) as engine:
        proof = verifying.proof(engine, settings.archive)
    counts = {"files": proof.files, "pages": proof.pages, "expired": proof.expired, "loose": proof.loose}
    if form is Format.text:
        words = f"{proof.pages} pages in {proof.files} files, {proof.expired} expired"
        words += f", {proof.loose} records of crawls that were killed" if proof.loose else ""
        terminal.page([f"{words}: {f'{len(proof.wrong)} damaged' if proof.wrong else 'all whole'}"])
        for line in proof.wrong:
            say(line)
    else:
        row = {**counts, "wrong": list(proof.wrong)}
        terminal.show([row], form.value, columns=tuple(row))
    raise typer.Exit(int(bool(proof.wrong)))


@app.command()
def expire() -> None:
    """Takes out every text that rights allow to keep no longer; facts, quotes and hashes stay. Runs daily by itself.

    Example: factorywatch archive expire
    """
    from models import expiry, knowledge

    settings = environment.from_environment()
    with opened.store(settings) as engine:
        gone = expiry.run(engine, settings.archive, knowledge.sources(settings.sources), settings.now())
    terminal.page([f"{gone.pages} pages expired, out of {gone.files} files"])
    if gone.unknown:
        say(f"no source file says how long the pages of these may be kept: {', '.join(gone.unknown)}")


def _row(one: "Capture", folder: Path, *, headers: bool) -> Mapping[str, Any]:
    from models import archive

    row: dict[str, Any] = {
        "url": one.url,
        "fetched": one.fetched.isoformat(timespec="seconds"),
        "status": one.status,
        "source": one.source,
        "use": one.rights.use,
        "signal": one.rights.signal,
        "words": one.rights.words,
        "policy": one.rights.policy,
        "place": one.place,
        "expired": one.expired.isoformat(timespec="seconds") if one.expired else None,
        "page": one.page,
        "body": None,
    }
    if not one.place:
        return row
    try:
        page = archive.get(folder, one.place)
        if headers:
            row["asked"] = [list(pair) for pair in archive.asked(folder, one.place)]
            row["answered"] = [list(pair) for pair in page.headers]
    except PageError as error:
        return {**row, "trouble": error.words}
    return {**row, "body": _text(page.body, page.header("content-type"))}


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name}: {row[name]}" for name in ("url", "fetched", "status", "source", "page"))
    terms = f", terms at {row['policy']}" if row["policy"] else ""
    said = f" ({row['signal']}, {row['words']})" if row["signal"] else " (the site says nothing)"
    yield f"rights: {row['use']}{said}{terms}"
    if row["expired"]:
        yield f"expired: its text was taken out on {row['expired']}, as its rights ask; facts, quotes and hashes stay"
    elif not row["place"]:
        yield "not archived: the site does not want it"
    else:
        yield f"place: {row['place']}"
    if trouble := row.get("trouble"):
        yield f"damaged: {trouble}"
    for name, sign in (("asked", ">"), ("answered", "<")):
        yield from (f"{sign} {key}: {value}" for key, value in row.get(name, ()))
    if row["body"] is not None:
        yield ""
        yield from row["body"].splitlines()


def _text(body: bytes, kind: str) -> str:
    """The body in letters; what is none stands as a replacement sign."""
    charset = next((part.partition("=")[2] for part in kind.split(";") if part.strip().startswith("charset=")), "")
    try:
        return body.decode(charset.strip(" \"'") or "utf-8", errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")
