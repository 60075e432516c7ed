"""The commands that keep an installation safe: backup, restore, and what they need."""

from datetime import UTC, datetime
from pathlib import Path

import click

from parentis.config.sentences import ending_in_order, sentences_for_people

KEY = click.option(
    "--key",
    "key_file",
    metavar="KEYFILE",
    required=True,
    type=click.Path(path_type=Path),
    help="A key of age. `parentis make-key` makes one.",
)
BACKUP = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.command("make-key")
@click.argument("file", metavar="KEYFILE", type=click.Path(path_type=Path))
def make_key(file: Path) -> None:
    """Make the key that backups are encrypted with, in KEYFILE."""
    from parentis.config.archive import make_key as make

    with sentences_for_people():
        public = make(file, at=datetime.now(UTC))
        click.echo(f"Wrote the key to {file}. Its public half is {public}")
        click.echo(
            "Keep a copy in another place than the backups and this machine. Without it"
            " nobody opens a backup; whoever has it opens them all."
        )


@click.command()
@BACKUP
@KEY
@click.option("--overwrite", is_flag=True, help="Write over FILE if it is there.")
def backup(file: Path, key_file: Path, overwrite: bool) -> None:  # noqa: FBT001
    """Write the database and all files, encrypted, to FILE. Serving goes on."""
    from parentis.config.archive import read_key
    from parentis.config.backup import LAST_BACKUP
    from parentis.config.backup import backup as write_backup
    from parentis.config.installation import this_installation

    at = datetime.now(UTC)
    with sentences_for_people(), ending_in_order():
        key = read_key(key_file)
        with this_installation() as here:
            made = write_backup(file, key=key, of=here, at=at, may_overwrite=overwrite)
            (here.files.parent / LAST_BACKUP).write_text(at.isoformat())
    rows, files = sum(made.manifest.rows.values()), made.files
    click.echo(f"Wrote {file}: {rows:,} rows and {files:,} files, {made.size:,} bytes")
    click.echo(f"SHA-256 of the file: {made.sha256}")
    if made.manifest.audit_head:
        click.echo(f"The record of looking ends at {made.manifest.audit_head}")
    if not made.is_opened:
        click.echo(
            "A public key cannot open it: what is on the disk is what was written, but"
            " it was not opened again. Try it where the secret key is."
        )


@click.command()
@BACKUP
@KEY
def restore(file: Path, key_file: Path) -> None:
    """Put the backup in FILE into this installation, which must be empty."""
    from parentis.config.archive import read_key
    from parentis.config.installation import (
        serving,
        this_installation,
    )
    from parentis.config.kept import known_migrations
    from parentis.config.restore import restore as put_back

    with sentences_for_people(), ending_in_order():
        key = read_key(key_file)
        with serving(alone=True), this_installation() as here:
            done = put_back(file, key=key, into=here, known=known_migrations())
    rows = sum(done.manifest.rows.values())
    click.echo(
        f"Restored {rows:,} rows and {done.files:,} files as they were at"
        f" {done.manifest.made_at}. `parentis serve` brings the tables up to date."
    )
    for role in done.left_out:
        click.echo(f"This server has no role {role}: what it might do is left out.")
    if done.fault:
        raise click.ClickException(
            f"All was restored. But {done.fault} That was so when the backup was made:"
            " keep it as evidence, and tell the data guardian."
        )


@click.command("check-deploy")
def check_deploy() -> None:
    """Name every setting that is unsafe for a council's own records."""
    from parentis.config.installation import deployment_here

    with sentences_for_people(), ending_in_order(), deployment_here() as asked:
        from parentis.config.deployment import findings

        found = findings(asked)
    for finding in found:
        click.echo(str(finding))
    unsafe = sum(finding.is_unsafe for finding in found)
    if unsafe:
        raise click.ClickException(f"{unsafe} settings are unsafe.")
    click.echo("Nothing unsafe was found.")


SAFETY_COMMANDS = (make_key, backup, restore, check_deploy)
