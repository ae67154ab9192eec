import smtplib
import ssl
from email.message import EmailMessage

from flask import current_app, render_template


def send(to: str, subject: str, template: str, **values) -> None:
    settings = current_app.extensions["settings"]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail.sender, to, subject
    message.set_content("This letter is written in HTML.")
    message.add_alternative(render_template(f"mail/{template}.html", origin=settings.origin, **values), subtype="html")
    with smtplib.SMTP(settings.mail.host, settings.mail.port, timeout=10) as connection:
        connection.starttls(context=ssl.create_default_context())
        connection.send_message(message)
