from contextlib import contextmanager

from flask import current_app, g
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker


def init(app):
    engine = create_engine(
        app.config["DATABASE_URL"],
        pool_size=8,
        max_overflow=4,
        pool_timeout=5,
        pool_recycle=1800,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 4, "sslmode": "verify-full", "options": "-c statement_timeout=5000"}
        if app.config["DATABASE_URL"].startswith("postgresql")
        else {},
    )
    app.extensions["sessions"] = sessionmaker(engine, expire_on_commit=False)
    app.extensions["engine"] = engine
    app.teardown_appcontext(_close)


def db() -> Session:
    if "db" not in g:
        g.db = current_app.extensions["sessions"]()
    return g.db


def _close(_error):
    session = g.pop("db", None)
    if session is not None:
        session.close()


@contextmanager
def unit():
    """One unit of work: all of it or nothing."""
    session = db()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
