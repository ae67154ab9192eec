from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

STEPS = Path(__file__).resolve().parent.parent / "migrations"


def connect(app: Flask, url: str) -> None:
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=4,
        pool_timeout=5,
        pool_recycle=1800,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=8000 -c lock_timeout=3000"},
    )
    app.extensions["engine"] = engine
    app.extensions["db"] = scoped_session(sessionmaker(engine, expire_on_commit=False))
    app.teardown_appcontext(lambda _error: app.extensions["db"].remove())
    app.cli.add_command(migrate)


def db() -> Session:
    return current_app.extensions["db"]()


@click.command("migrate")
def migrate() -> None:
    """Runs the steps that have not been run yet, each in a transaction."""
    engine = current_app.extensions["engine"]
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS step (name text PRIMARY KEY)")
    for step in sorted(STEPS.glob("*.sql")):
        with engine.begin() as connection:
            connection.exec_driver_sql("LOCK TABLE step")
            known = connection.exec_driver_sql("SELECT 1 FROM step WHERE name = %s", (step.name,)).first()
            if known is None:
                connection.exec_driver_sql(step.read_text())
                connection.exec_driver_sql("INSERT INTO step (name) VALUES (%s)", (step.name,))
                click.echo(step.name)
