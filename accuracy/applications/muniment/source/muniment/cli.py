import click
from flask import Flask

from . import db, passwords, worker


def init_app(app: Flask) -> None:
    @app.cli.command("work")
    def work():
        """Run the exports."""
        worker.work_forever()

    @app.cli.command("first-keeper")
    @click.argument("email")
    @click.password_option()
    def first_keeper(email: str, password: str):
        """Make the first keeper of an empty catalogue."""
        if db.row(db.Select("people", "id").where("duty = 'keeper'")):
            raise click.ClickException("there is a keeper already")
        if len(password) < 12:
            raise click.ClickException("twelve characters at least")
        db.run("INSERT INTO people (email, name, password, duty) VALUES (?, 'Keeper', ?, 'keeper')", email, passwords.make(password))
