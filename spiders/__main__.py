"""`python -P -m spiders NAME…`: one process, one crawl of these sources, then exit.

`--parent PID` ties the crawl to the process that started it; `--limit SECONDS`, behind it, is when nothing more is
asked for. `--ready NAME…` only says what is wrong in the call. `--check NAME` looks once and stores nothing, `--find
URL` tells what a source file about that site needs; both print one JSON object.

One JSON line of counts for each source on standard output, everything else on standard error. Exit status: 0 well;
1 a source failed, or nothing could be stored; 2 the call or the configuration is wrong; 3 a bug.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from models import knowledge
from models import settings as our_settings
from models.errors import ConfigError, PassingError
from models.settings import Settings
from models.source import Source
from models.store import engine


def main(arguments: Sequence[str]) -> int:
    """The exit status, after the crawl."""
    try:
        match list(arguments):
            case ["--check", name]:
                return _check(name)
            case ["--find", url]:
                return _find(url)
            case ["--ready", *names]:
                return _ready(names)
            case ["--parent", parent, "--limit", limit, *names]:
                return _crawl(names, int(parent), float(limit))
            case ["--parent", parent, *names]:
                return _crawl(names, int(parent))
            case names:
                return _crawl(names)
    except ConfigError as error:
        _say(str(error))
        return 2
    except PassingError as error:
        _say(str(error))
        return 1
    except BrokenPipeError:
        # Whoever started us was killed, and nobody hears the counts. What came in is kept and marked by now.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception:  # noqa: BLE001 - the end of the process: whatever is left is a bug, and said so
        traceback.print_exc()
        return 3


def _check(name: str) -> int:
    settings = our_settings.from_environment()
    (source,) = _named([name], settings)

    from spiders import check

    _print(check.look(source, settings))
    return 0


def _find(url: str) -> int:
    settings = our_settings.from_environment()

    from spiders import find

    _print(find.site(url, settings))
    return 0


def _ready(names: Sequence[str]) -> int:
    settings = our_settings.from_environment()
    sources = _named(names, settings)

    from spiders import doors, guard, politeness

    for source in sources:
        doors.check(source)
    guard.identified(sources, settings)
    politeness.user_agent(settings.contact)
    return 0


def _crawl(names: Sequence[str], parent: int = 0, limit: float = 0) -> int:
    settings = our_settings.from_environment()
    # Scrapy takes a while to load: what is wrong in the call is said before.
    sources = _named(names, settings)

    from spiders import crawl, doors

    for source in sources:
        doors.check(source)
    store = engine.open(settings.store)
    try:
        engine.prepare(store)
        signal.alarm(crawl.LIMIT)  # ends the process, whatever it hangs in
        made = crawl.outcome(sources, settings, store, parent=parent, limit=limit)
    finally:
        store.dispose()
    for report in made.reports:
        tally = report.tally
        counts = {name: getattr(tally, name) for name in ("entries", "fetched", "unchanged", "failed")}
        _print({"source": tally.source.name, **counts})
        for issue in (*report.failures, *report.remarks):
            _say(f"{issue.about}: {issue.kind}: {issue.words}")
    for name in made.busy:
        _say(f"{name}: {crawl.BUSY}")
    if made.bugs:
        raise crawl.Broken("; ".join(made.bugs))
    return int(bool(made.busy) or any(report.failures for report in made.reports))


def _named(names: Sequence[str], settings: Settings) -> tuple[Source, ...]:
    """The sources of these names. Raises ConfigError where one is none."""
    known = knowledge.sources(settings.sources)
    if not names:
        raise ConfigError("names no source; python -m spiders NAME…", key="the call")
    if missing := [name for name in names if name not in known]:
        raise ConfigError(f"no such source (there are: {', '.join(known) or 'none'})", key=missing[0])
    return tuple(known[name] for name in dict.fromkeys(names))


def _print(told: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _say(words: str) -> None:
    sys.stderr.write(f"{' '.join(words.split())}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
