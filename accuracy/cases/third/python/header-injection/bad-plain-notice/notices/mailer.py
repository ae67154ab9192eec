import os
import smtplib
import ssl

SENDER = "notices@example.org"


def send_notice(recipient: str, subject: str, text: str) -> None:
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        message = "\r\n".join([f"From: {SENDER}", f"To: {recipient}", f"Subject: {subject}", "", text])
        smtp.sendmail(SENDER, [recipient], message.encode())
