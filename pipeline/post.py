"""Alert → its channel, from the outbox."""

from collections.abc import Callable, Mapping

from models.alert import Alert
from models.settings import Settings
from pipeline.channels import email

CHANNELS: Mapping[str, Callable[[Alert, Settings], None]] = {"email": email.send}


def alert(alert: Alert, settings: Settings) -> None:
    """Sends one alert. Raises ChannelDown when its channel does not take it: it stays in the outbox."""
    CHANNELS[alert.channel](alert, settings)
