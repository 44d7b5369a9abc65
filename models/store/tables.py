"""All tables of the store. Values lie as JSON in their plain form; times are kept in UTC."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class Time(TypeDecorator[datetime]):
    """A moment, always with its zone: SQLite forgets zones, so what goes in is turned to UTC and comes back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC. Raises ValueError where the zone is missing."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without its zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# An absent value is SQL's NULL, not the JSON word null.
_JSON = JSON(none_as_null=True)
# SQLite numbers rows by itself only where the type is INTEGER.
_BIG = BigInteger().with_variant(Integer(), "sqlite")

pages = Table(
    "pages",
    metadata,
    Column("sha", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched", Time, nullable=False),
    Column("status", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("moved", Time, nullable=False),  # when it came into this state
    Index(None, "state", "fetched"),
    Index(None, "url"),
)

looks = Table(
    "looks",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("checked", Time, nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("body_sha", Text, nullable=False),
    Column("published", Text, nullable=False, server_default=""),
    Column("shown", Text, nullable=False, server_default=""),
    Column("again", Time),
    Column("missed", Integer, nullable=False, server_default="0"),
    Column("missed_since", Time),
    Index(None, "source"),
    Index(None, "source", "again"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", _BIG, primary_key=True),
    Column("source", Text, nullable=False),
    Column("process", Integer, nullable=False),  # who crawls: its files in the archive bear this number
    Column("began", Time, nullable=False),
    Column("ended", Time),
    Column("state", Text, nullable=False),  # "" until it has ended well
    Column("why", Text, nullable=False),
    Column("doors", _JSON, nullable=False),  # what each of the source's own addresses showed
    Column("fetched", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("pages", _JSON),  # what could be read in what was fetched; NULL until that was tried
    Column("beat", Float, nullable=False),  # minutes until the next look
    Index(None, "source", "id"),
)

captures = Table(
    "captures",
    metadata,
    Column("id", _BIG, primary_key=True),
    Column("page", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("fetched", Time, nullable=False),
    Column("status", Integer, nullable=False),
    Column("file", Text, nullable=False),  # of the archive; "": it was never archived
    Column("offset", _BIG, nullable=False),
    Column("use", Text, nullable=False),  # what the site allows: kept, read, barred
    Column("signal", Text, nullable=False),  # where it says so
    Column("words", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("expired", Time),  # when its text was taken out of the archive
    Index(None, "url", "fetched"),
    Index(None, "page"),
    Index(None, "file", "offset"),
    Index(None, "source", "fetched"),
)

sites = Table(
    "sites",
    metadata,
    Column("site", Text, primary_key=True),
    Column("refusals", Integer, nullable=False),  # how many 403s in a row it has answered
    Column("rests_until", Time),  # no request before that
    Column("why", Text, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("site", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    *(
        Column(name, _BIG, nullable=False)
        for name in ("requests", "bytes", "ok", "moved", "client_errors", "server_errors", "failed", "refused")
    ),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", _JSON, nullable=False),
    Column("published", Date),
    Column("modified", Time),
    Column("language", Text, nullable=False),
    Column("relevant", Boolean, nullable=False),
    Column("stored", Time, nullable=False),
    Column("text_sha", Text, nullable=False, server_default=""),  # in place of a text whose days are over
    Column("signature", LargeBinary),  # of the text, to know its copies by
    Index(None, "url"),
    Index(None, "page"),
)

traces = Table(
    "traces",
    metadata,
    Column("key", _BIG, primary_key=True, autoincrement=False),  # articles that share one may tell one story
    Column("article", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sure", Boolean, nullable=False),  # who shares it tells the same story, whatever the texts
    Index(None, "article", "version"),
    sqlite_with_rowid=False,  # as narrow as its key: there are 32 for each article
)

copies = Table(
    "copies",
    metadata,
    Column("article", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("opened", Time, primary_key=True),
    Column("article", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("predicate", Text, nullable=False),
    Column("value", _JSON, nullable=False),
    Column("modality", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("raw", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("said", Time, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("closed", Time),
    Column("ending", Text, nullable=False),  # why it was closed: "", carried, taken_back, reread
    Column("gone", Time),
    Index(None, "subject", "predicate"),
    Index(None, "article", "closed"),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("predicate", Text),
    Column("old", _JSON),
    Column("new", _JSON),
    Column("cause", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("took_effect", Date, nullable=False),
    Column("detected", Time, nullable=False),
    Column("because", _JSON, nullable=False),
    Column("sources", _JSON, nullable=False),
    Column("url", Text, nullable=False),
    Column("past", Boolean, nullable=False),
    Column("before", Text, nullable=False),  # the hash of the row before it
    Column("hash", Text, nullable=False),
    Index(None, "subject", "predicate", "took_effect", "seq"),
    Index(None, "detected"),
)

facts = Table(
    "facts",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("predicate", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # among the values of one subject and predicate
    Column("value", _JSON, nullable=False),
    Column("standing", Text, nullable=False),
    Column("valid", Date, nullable=False),
    Column("known", Time, nullable=False),
    Column("because", _JSON, nullable=False),
)

factories = Table(
    "factories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("since", Time, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("number", _BIG, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("factory", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("decided", Time, nullable=False),
    Column("why", Text, nullable=False),
)

candidates = Table(
    "candidates",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("factory", Text, nullable=False),  # the subject under which its claims settle; "": under none
    Column("kind", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("near", _JSON, nullable=False),  # pairs of a factory's id and what speaks for it
    Column("since", Time, nullable=False),
    Column("moved", Time, nullable=False),  # when it was last taken for something else
    Index(None, "factory"),
    Index(None, "state"),
)

rules = Table(
    "rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kinds", _JSON, nullable=False),
    Column("subjects", _JSON, nullable=False),
    Column("predicates", _JSON, nullable=False),
    Column("confirmed_only", Boolean, nullable=False),
    Column("created", Time, nullable=False),
    Column("removed", Time),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("rule", Integer, ForeignKey("rules.id"), nullable=False),
    Column("change", _BIG, nullable=False),
    Column("who", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("subject_line", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Time, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried", Time),
    Column("trouble", Text, nullable=False),  # what the channel said at the last attempt
    Column("sent", Time),
    Index(None, "sent"),
)

issues = Table(
    "issues",
    metadata,
    Column("about", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("first", Time, nullable=False),
    Column("last", Time, nullable=False),
    Column("count", Integer, nullable=False),
    Column("closed", Time),
)
