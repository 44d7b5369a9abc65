"""Who gets mail about what."""

from typing import Annotated, Optional

import typer

from models import settings as environment
from models.errors import ConfigError
from web import terminal
from web.commands import opened
from web.commands.options import Format, Formatted
from web.terminal import say

app = typer.Typer(no_args_is_help=True, help="Who gets mail about what.", rich_markup_mode=None)


@app.command("add")
def alerts_add(
    who: Annotated[str, typer.Argument(help="The mail address.")],
    kind: Annotated[Optional[list[str]], typer.Option(help="Only changes of this kind; may be repeated.")] = None,  # noqa: UP045
    subject: Annotated[Optional[list[str]], typer.Option(help="Only this factory; may be repeated.")] = None,  # noqa: UP045
    predicate: Annotated[Optional[list[str]], typer.Option(help="Only this fact; may be repeated.")] = None,  # noqa: UP045
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Also what a single newspaper reports.")] = False,
) -> None:
    """Has mail sent to an address whenever something changes.

    Example: factorywatch alerts add me@example.org --kind factory_added
    """
    from models import asked
    from models.alert import Rule
    from models.store import read, write

    settings = environment.from_environment()
    address, kinds, predicates = asked.address(who), asked.kinds(kind), asked.predicates(predicate)
    with opened.store(settings) as engine, engine.begin() as connection:
        names = read.names(connection)
        rule = Rule(
            id=0,
            who=address,
            kinds=kinds,
            subjects=tuple(asked.subject(one, names) for one in subject or ()),
            predicates=predicates,
            confirmed_only=not unconfirmed,
            created=settings.now(),
        )
        rule = write.rule(connection, rule)
    say(f"rule {rule.id}: mail to {who}")
    if not settings.smtp:
        say("note: FACTORYWATCH_SMTP is not set; mails wait in the outbox until it is")


@app.command("list")
def alerts_list(form: Formatted = Format.text) -> None:
    """The rules in force.

    Example: factorywatch alerts list
    """
    from models.store import read
    from web import rows

    with opened.looking() as connection:
        found = [rows.rule(one) for one in read.rules(connection)]
    terminal.show(found, form.value, columns=rows.RULES)


@app.command("remove")
def alerts_remove(
    rule: Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="The rule's number, as `alerts list` shows it.")],
) -> None:
    """Stops the mails of one rule.

    Example: factorywatch alerts remove 1
    """
    from models.store import write

    settings = environment.from_environment()
    with opened.store(settings) as engine, engine.begin() as connection:
        if not write.rule_removed(connection, rule, settings.now()):
            raise ConfigError("no such rule (see: factorywatch alerts list)", key=str(rule))
    say(f"rule {rule} removed")
