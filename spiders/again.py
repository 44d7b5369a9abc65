"""When an article is looked at again, and since when it is missing: the look that follows from an answer. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from models.look import Look
from spiders.entry import Entry

_DAYS = (1, 3, 7, 30)
"""After publication: corrections come soon or never."""
_MISSING_DAYS = (3, 7)
"""After the first miss: three looks over a week tell a page that is gone from a site that is being rebuilt."""
_MISSES = (404, 410)


def taken_in(look: Look, entry: Entry) -> Look:
    """The look at an article that was taken in, with the day on which it is looked at again."""
    published = entry.published or look.checked.date().isoformat()
    return replace(look, published=published, shown=entry.shown, again=_next(published, look.checked))


def same(look: Look, status: int, checked: datetime) -> Look:
    """The look at an article that is as it was."""
    again = _next(look.published, checked) if look.again else None
    return replace(look, checked=checked, status=status, missed=0, missed_since=None, again=again)


def nothing(look: Look, status: int, checked: datetime) -> Look:
    """The look at an address that gave nothing; what is known of it stays."""
    again = _next(look.published, checked) if look.again else None
    if status not in _MISSES:
        return replace(look, checked=checked, status=status, again=again)
    since = look.missed_since or checked
    if look.body_sha:
        ahead = (*(since + timedelta(days=days) for days in _MISSING_DAYS), again)
        again = min((moment for moment in ahead if moment and moment > checked), default=None)
    missing = replace(look, checked=checked, status=status, missed=look.missed + 1, missed_since=since, again=again)
    late = missing.body_sha and not missing.again and not missing.gone
    return replace(missing, again=checked + timedelta(days=1)) if late else missing


def _next(published: str, checked: datetime) -> datetime | None:
    """The beginning of the next day of those on which an article is looked at again; None: they are over."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    days = (datetime.combine(day + timedelta(days=days), time(), UTC) for days in _DAYS)
    return next((moment for moment in days if moment > checked), None)
