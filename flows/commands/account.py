"""zhenghe account: who may sign in."""

from __future__ import annotations

import secrets
import sys

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.workplace import open_workplace
from models.accounts import Account, Role, create_account, find_account
from models.adoption import adopt_submissions
from models.audit import SYSTEM
from models.database import reading, writing
from models.outside_identities import link_identity, unlink_identity
from models.second_factors import remove_factor
from models.settings import load_settings


@click.group()
def account() -> None:
    """The people who may sign in."""


@account.command()
@click.option("--username", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--name", help="The person's name; the username by default.")
@click.option(
    "--password-from-input", is_flag=True, help="Take the password from standard input instead of making one."
)
def create(username: str, role: str, name: str | None, *, password_from_input: bool) -> None:
    """Create an account. A password that is made here is shown once, and kept nowhere but as a hash."""
    password = sys.stdin.readline().rstrip("\n") if password_from_input else secrets.token_urlsafe(12)
    if not password:
        raise click.UsageError("the password is empty")
    with writing(open_workplace(load_settings()).engine) as session:
        if find_account(session, username) is not None:
            raise click.UsageError("the username is taken")
        adopt_submissions(session, create_account(session, username, name or username, Role(role), password))
    shown = "" if password_from_input else f"   密码 password: {password}"
    click.echo(f"{role}   用户名 username: {username.casefold()}{shown}")


@account.command()
@click.option("--username", required=True)
def link(username: str) -> None:
    """Link an account with the subject by which the provider of the settings knows its person, from standard input."""
    settings = load_settings()
    if not settings.oidc_issuer:
        raise click.UsageError("no provider is set: ZHENGHE_OIDC_ISSUER")
    subject = sys.stdin.readline().strip()
    with writing(open_workplace(settings).engine) as session:
        link_identity(session, _found(session, username), settings.oidc_issuer, subject, SYSTEM)


@account.command()
@click.option("--username", required=True)
def unlink(username: str) -> None:
    """End the link of an account with its subject at the provider."""
    with writing(open_workplace(load_settings()).engine) as session:
        if not unlink_identity(session, _found(session, username), SYSTEM):
            raise click.UsageError("the account is linked with nothing")


@account.command(name="reset-second-factor")
@click.option("--username", required=True)
def reset_second_factor(username: str) -> None:
    """Take away the second factor of somebody who lost it, as of the only administrator."""
    settings = load_settings()
    with writing(open_workplace(settings).engine) as session:
        remove_factor(session, _found(session, username), SYSTEM, settings)


def _found(session: Session, username: str) -> Account:
    found = find_account(session, username)
    if found is None:
        raise click.UsageError("there is no such account")
    return found


@account.command(name="list")
def list_accounts() -> None:
    """List all accounts."""
    table = Table("用户名 username", "姓名 name", "角色 role", "停用 blocked")
    with reading(open_workplace(load_settings()).engine) as session:
        for person in session.scalars(select(Account).order_by(Account.username)):
            table.add_row(person.username, person.name, person.role, "✓" if person.blocked_at else "")
    Console().print(table)
