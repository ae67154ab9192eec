import os
import smtplib
from email.message import EmailMessage

from contact.forms import ContactForm

INBOX = "office@company.example"


def compose(form: ContactForm) -> EmailMessage:
    message = EmailMessage()
    headers = {"From": INBOX, "To": INBOX, "Reply-To": form.sender, "Subject": form.subject}
    for name, value in headers.items():
        message[name] = value
    message.set_content(form.text)
    return message


def send(form: ContactForm) -> None:
    with smtplib.SMTP(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.starttls()
        smtp.send_message(compose(form), INBOX, [INBOX])
