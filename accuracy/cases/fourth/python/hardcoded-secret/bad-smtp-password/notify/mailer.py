import smtplib
import ssl
from email.message import EmailMessage

from .config import settings


def send(to: str, subject: str, text: str) -> None:
    message = EmailMessage()
    message["From"] = settings.smtp_sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    with smtplib.SMTP(settings.smtp_host, 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.login("notify-service", "Vk7#tulip-Harbor29")
        smtp.send_message(message)
