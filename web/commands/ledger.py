"""The ledger of requests: how much each site was asked on each day, and what came of it."""

from typing import Annotated

import typer

from web import terminal
from web.commands import opened
from web.commands.options import Day, Format, Formatted

_COUNTS = ("requests", "bytes", "ok", "moved", "client_errors", "server_errors", "failed", "refused")
_COLUMNS = ("day", "site", *_COUNTS, "rests_until")


def add(app: typer.Typer) -> None:
    """Adds the verb to the sources' verbs."""
    app.command()(ledger)


def ledger(
    host: Annotated[str, typer.Option(help="One site only, without www.; with its port where it has one.")] = "",
    since: Day = None,
    form: Formatted = Format.text,
) -> None:
    """The requests to each site on each day (UTC), newest day first: how many, bytes, answers by family, our refusals.

    Example: factorywatch sources ledger --host eurohpc-ju.europa.eu --since 2026-11-01
    """
    from models import settings as environment
    from models.store import sites

    now = environment.from_environment().now()
    site = host.strip().lower().removeprefix("www.")
    with opened.looking() as connection:
        days = sites.ledger(connection, site=site, since=since.date() if since else None)
        rests = {rest.site: rest.until for rest in sites.resting(connection, now)}
    rows = [
        {
            "day": one.day.isoformat(),
            "site": one.site,
            **{name: getattr(one, name) for name in _COUNTS},
            "rests_until": until.isoformat(timespec="minutes") if (until := rests.get(one.site)) else None,
        }
        for one in days
    ]
    terminal.show(rows, form.value, columns=_COLUMNS)
