import os
import smtplib
from email.message import EmailMessage

from jinja2 import TemplateError

from notices.models import Notice
from notices.rendering import NoticeRenderer

renderer = NoticeRenderer()


def send_notice(account_id: int, order: dict) -> bool:
    notice = Notice.get_or_none(Notice.account_id == account_id)
    if notice is None:
        return False
    message = EmailMessage()
    message["To"] = order["email"]
    message["From"] = os.environ["NOTICE_SENDER"]
    message["Subject"] = notice.subject.replace("\n", " ").replace("\r", " ")
    try:
        message.set_content(renderer.render(notice.text, order), subtype="html")
    except TemplateError:
        return False
    with smtplib.SMTP(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.starttls()
        smtp.send_message(message)
    return True
