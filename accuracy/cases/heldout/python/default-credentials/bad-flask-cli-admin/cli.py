import click
from flask.cli import with_appcontext
from werkzeug.security import generate_password_hash

from models import User, db


@click.command("create-admin")
@click.option("--username", default="admin")
@click.option("--password", default="admin123")
@with_appcontext
def create_admin(username, password):
    db.session.add(User(username=username, password_hash=generate_password_hash(password), is_admin=True))
    db.session.commit()
    click.echo(f"made {username}")
