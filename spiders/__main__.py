"""`python -P -m spiders NAME…`: one process, one crawl of these sources, then exit.

One JSON line of counts for each source on standard output, everything else on standard error. Exit status: 0 well;
1 a source failed, or nothing could be stored; 2 the call or the configuration is wrong; 3 a bug.
"""

import json
import os
import sys
import traceback
from collections.abc import Sequence

from models import knowledge
from models import settings as our_settings
from models.errors import ConfigError, PassingError
from models.store import engine


def main(names: Sequence[str]) -> int:
    """The exit status, after the crawl."""
    try:
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


def _crawl(names: Sequence[str]) -> int:
    settings = our_settings.from_environment()
    # Scrapy takes a while to load: what is wrong in the call is said before.
    known = knowledge.sources(settings.sources)
    if not names:
        raise ConfigError("names no source; python -m spiders NAME…", key="the call")
    if missing := [name for name in names if name not in known]:
        raise ConfigError(f"no such source (there are: {', '.join(known) or 'none'})", key=missing[0])
    sources = tuple(known[name] for name in dict.fromkeys(names))

    from spiders import crawl, doors

    for source in sources:
        doors.check(source)
    store = engine.open(settings.store)
    try:
        engine.prepare(store)
        made = crawl.reports(sources, settings, store)
    finally:
        store.dispose()
    for report in made:
        tally = report.tally
        counts = {name: getattr(tally, name) for name in ("entries", "fetched", "unchanged", "failed")}
        sys.stdout.write(json.dumps({"source": tally.source.name, **counts}) + "\n")
        for issue in (*report.failures, *report.remarks):
            _say(f"{issue.about}: {issue.kind}: {issue.words}")
    sys.stdout.flush()
    return int(any(report.failures for report in made))


def _say(words: str) -> None:
    sys.stderr.write(f"{' '.join(words.split())}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
