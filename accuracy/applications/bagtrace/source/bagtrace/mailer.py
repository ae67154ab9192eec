"""Mails of the desk."""
import asyncio
import smtplib
from email.message import EmailMessage

from bagtrace import config

SENDER = "desk@bagtrace.example"


def _send(to, data):
    with smtplib.SMTP(config.SMTP_HOST, timeout=10) as smtp:
        smtp.sendmail(SENDER, [to], data)


async def note(to, subject, text):
    data = f"From: {SENDER}\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{text}"
    await asyncio.to_thread(_send, to, data.encode())


async def found(to, tag):
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = to
    message["Subject"] = f"Bag {tag} is found"
    message.set_content("Please come to the desk in hall B.")
    await asyncio.to_thread(_send, to, message.as_bytes())
