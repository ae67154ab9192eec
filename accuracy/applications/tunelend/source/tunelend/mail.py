import logging
import smtplib
import ssl
from email.message import EmailMessage

import click
from flask import Flask, current_app
from sqlalchemy import select

from .database import db
from .models import Letter

log = logging.getLogger(__name__)


def post(recipient: str, subject: str, body: str) -> None:
    db().add(Letter(recipient=recipient, subject=subject, body=body))


@click.command("send-mail")
def send_mail() -> None:
    """Sends what is waiting; two runs at a time do not see the same letters."""
    settings = current_app.config["LEND"]
    letters = list(
        db().scalars(select(Letter).where(Letter.tries < 5).order_by(Letter.id).limit(50).with_for_update(skip_locked=True))
    )
    if not letters:
        return
    with smtplib.SMTP(settings.smtp_host, 587, timeout=15) as server:
        server.starttls(context=ssl.create_default_context())
        server.login(settings.smtp_user, settings.smtp_password)
        for letter in letters:
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = settings.smtp_user, letter.recipient, letter.subject
            message.set_content(letter.body)
            try:
                server.send_message(message)
                db().delete(letter)
            except smtplib.SMTPException as error:
                letter.tries += 1
                log.warning("letter %d not taken: %s", letter.id, type(error).__name__)
    db().commit()


def install(app: Flask) -> None:
    app.cli.add_command(send_mail)
