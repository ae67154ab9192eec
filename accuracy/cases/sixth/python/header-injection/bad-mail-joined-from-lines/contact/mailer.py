import os
import smtplib

from contact.forms import ContactForm

INBOX = "office@company.example"


def compose(form: ContactForm) -> bytes:
    headers = {"From": INBOX, "To": INBOX, "Reply-To": form.sender, "Subject": form.subject}
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", form.text]).encode()


def send(form: ContactForm) -> None:
    with smtplib.SMTP(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.starttls()
        smtp.sendmail(INBOX, [INBOX], compose(form))
