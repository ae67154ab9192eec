import os
from pathlib import Path

import click

from mirror.git import Checkout


@click.command()
@click.option("--remote", default="origin")
def refresh_all(remote):
    """Refreshes the main branch of every mirror."""
    for folder in Path(os.environ["MIRROR_ROOT"]).iterdir():
        click.echo(f"{folder.name} {Checkout(folder, remote).refresh('main')}")
