"""Mail over SMTP: one alert, one message. Its Message-ID is the alert's, so a message sent twice is shown once."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from models.alert import Alert
from models.errors import ChannelDown, Refused
from models.settings import Settings

_PATIENCE = 30
"""Seconds for a mail server's answer."""
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


def send(alert: Alert, settings: Settings) -> None:
    """Hands the alert to the mail server. Raises Refused when it does not take this one, ChannelDown when none."""
    place = urlsplit(settings.smtp)
    host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    try:
        with _connected(place.scheme, host, port) as server:
            if place.username:
                server.login(unquote(place.username), unquote(place.password or ""))
            server.send_message(message(alert, settings))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as error:
        raise Refused(f"did not take the mail to {alert.who} ({_words(error)})", about=f"{host}:{port}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelDown(f"did not take the mail to {alert.who} ({_words(error)})", about=f"{host}:{port}") from error


def message(alert: Alert, settings: Settings) -> EmailMessage:
    """The mail as it goes out."""
    mail = EmailMessage()
    mail["From"] = f"Factorywatch <{settings.mail_from}>"
    mail["To"] = alert.who
    mail["Subject"] = alert.subject_line
    mail["Date"] = format_datetime(alert.made)
    mail["Message-ID"] = f"<{alert.id}@factorywatch>"
    mail["Auto-Submitted"] = "auto-generated"
    # Not quoted-printable, which breaks long addresses for whoever reads the raw message.
    mail.set_content(alert.body, cte="7bit" if alert.body.isascii() else "8bit")
    return mail


def _connected(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=_PATIENCE)
    if scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _words(error: OSError) -> str:
    """What the server said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _said(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return " ".join(str(error.strerror or error).split())


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
