"""The command line `zhenghe`: which commands there are, and the one place where an error becomes words and a status."""

from __future__ import annotations

import sys
from pkgutil import resolve_name

import click
import structlog

from flows.logs import set_up_logs
from models.errors import ZhengheError
from models.settings import load_settings

FAILED = 1
INTERRUPTED = 130

_COMMANDS = {
    "account": "flows.commands.account:account",
    "audit": "flows.commands.audit:audit",
    "backup": "flows.commands.backup:backup",
    "corrections": "flows.commands.corrections:corrections",
    "deploy": "flows.commands.deploy:deploy",
    "engine": "flows.commands.engine:engine",
    "doctor": "flows.commands.doctor:doctor",
    "intake": "flows.commands.intake:intake",
    "keys": "flows.commands.keys:keys",
    "migrate": "flows.commands.migrate:migrate",
    "nightly": "flows.commands.nightly:nightly",
    "person": "flows.commands.person:person",
    "purge": "flows.commands.purge:purge",
    "read": "flows.commands.read:read",
    "recheck": "flows.commands.recheck:recheck",
    "restore": "flows.commands.backup:restore",
    "serve": "flows.commands.serve:serve",
    "verify": "flows.commands.verify:verify",
    "work": "flows.commands.work:work",
}


class _Commands(click.Group):
    """Loads a command's file when it is called, so that none waits for the others' libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = resolve_name(_COMMANDS[cmd_name])
        return command


@click.group(cls=_Commands)
def zhenghe() -> None:
    """证核: read registration certificates and commitment letters, and put what is found before a reviewer."""
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)


def main() -> None:
    """Run the command line and end with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit status, and writes what went wrong to standard error."""
    try:
        status = zhenghe.main(arguments, prog_name="zhenghe", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断；已完成的部分均已保存，再次运行即可继续。Interrupted; run it again to go on.", err=True)
        return INTERRUPTED
    except ZhengheError as error:
        _tell(error)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last handler: nobody above could make anything of it
        structlog.get_logger().error("unexpected", error=type(error).__name__, exc_info=_wants_details())
        _tell(ZhengheError())
        return FAILED
    return status if isinstance(status, int) else 0


def _tell(error: ZhengheError) -> None:
    click.echo(f"{error.chinese}\n{error.english} [{error.code}]", err=True)


def _wants_details() -> bool:
    # A traceback may hold what was read; only who asks for every detail of a log gets it.
    try:
        return load_settings().log_level == "DEBUG"
    except ZhengheError:
        return False
