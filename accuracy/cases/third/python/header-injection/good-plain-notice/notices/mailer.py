import os
import smtplib
import ssl
from email.message import EmailMessage

SENDER = "notices@example.org"


def send_notice(recipient: str, subject: str, text: str) -> None:
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = SENDER, recipient, subject
        message.set_content(text)
        smtp.send_message(message)
