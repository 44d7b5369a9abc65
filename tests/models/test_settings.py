"""Settings come from the environment alone, and a value that cannot be read is told with its name."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from models import settings
from models.errors import ConfigError
from models.settings import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert settings.from_environment({}) == Settings()


def test_an_empty_value_is_no_value() -> None:
    assert settings.from_environment({"FACTORYWATCH_STORE": "", "FACTORYWATCH_NOW": ""}) == Settings()


def test_names_of_other_programs_are_not_ours() -> None:
    assert settings.from_environment({"HOME": "/nowhere", "MY_FACTORYWATCH_X": "1"}) == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    given = settings.from_environment(
        {
            "FACTORYWATCH_STORE": "sqlite:///elsewhere.db",
            "FACTORYWATCH_ARCHIVE": "pages",
            "FACTORYWATCH_SOURCES": str(tmp_path),
            "FACTORYWATCH_SMTP": "smtp+starttls://me:secret@mail.example:2525",
            "FACTORYWATCH_MAIL_FROM": "watch@example.org",
            "FACTORYWATCH_CONTACT": "https://example.org/bot",
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8, ::1/128,",
            "FACTORYWATCH_BROWSER": "/usr/bin/chromium",
            "FACTORYWATCH_NOW": "2024-12-12T08:00:00+01:00",
        }
    )

    assert given == Settings(
        store="sqlite:///elsewhere.db",
        archive=Path("pages"),
        sources=tmp_path,
        smtp="smtp+starttls://me:secret@mail.example:2525",
        mail_from="watch@example.org",
        contact="https://example.org/bot",
        allow_addresses=("127.0.0.0/8", "::1/128"),
        browser="/usr/bin/chromium",
        frozen_now=datetime(2024, 12, 12, 7, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("FACTORYWATCH_STOR", "sqlite://", "is no setting"),
        ("FACTORYWATCH_SMTP", "http://mail.example", "must look like"),
        ("FACTORYWATCH_SMTP", "mail.example:25", "must look like"),
        ("FACTORYWATCH_SMTP", "smtp://", "must look like"),
        ("FACTORYWATCH_SMTP", "smtp://mail.example:post", "must look like"),
        ("FACTORYWATCH_SMTP", "smtp://[::1", "must look like"),
        ("FACTORYWATCH_SOURCES", "/no/such/folder", "no folder"),
        ("FACTORYWATCH_ALLOW_ADDRESSES", "127.0.0.1/8", "127.0.0.1/8 is no network"),
        ("FACTORYWATCH_ALLOW_ADDRESSES", "localhost", "localhost is no network"),
        ("FACTORYWATCH_NOW", "tomorrow", "is no ISO time"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_in_one_line_with_its_name(key: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as told:
        settings.from_environment({key: value})

    assert told.value.key == key
    assert "\n" not in str(told.value)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="FACTORYWATCH_STORE"):
        settings.from_environment({"FACTORYWATCH_DATABASE": "x"})


def test_a_time_without_a_zone_is_utc() -> None:
    assert settings.from_environment({"FACTORYWATCH_NOW": "2024-12-12"}).now() == datetime(2024, 12, 12, tzinfo=UTC)


def test_a_frozen_clock_stands_still() -> None:
    noon = datetime(2024, 12, 12, 12, tzinfo=timezone(timedelta(hours=1)))

    assert Settings(frozen_now=noon).now() == noon


def test_the_real_clock_is_in_utc() -> None:
    before = datetime.now(UTC)

    assert before <= Settings().now() <= datetime.now(UTC)
    assert Settings().now().tzinfo is UTC
