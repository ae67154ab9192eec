import logging
from email.message import EmailMessage

import aiosmtplib
from jinja2 import Environment, PackageLoader, select_autoescape

from .config import settings

log = logging.getLogger(__name__)
_templates = Environment(loader=PackageLoader("pulsegate"), autoescape=select_autoescape(default=True))
_SUBJECTS = {"invitation": "You are invited to Pulsegate", "password": "Your password was changed"}


async def send(to: str, template: str, **values: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings().mail_from, to, _SUBJECTS[template]
    html = _templates.get_template(f"{template}.html").render(origin=settings().origin_text, **values)
    message.set_content(html, subtype="html")
    try:
        await aiosmtplib.send(message, hostname=settings().smtp_host, port=settings().smtp_port, start_tls=True, timeout=10)
    except (aiosmtplib.SMTPException, OSError):
        log.warning("letter %s was not delivered", template, exc_info=True)
