import os

from tickets.models import Attachment

FOLDER = os.environ.get("ATTACHMENTS", "/var/lib/tickets")


def location(attachment: Attachment) -> str:
    return os.path.join(FOLDER, str(attachment.ticket_id), attachment.title)


def load(attachment: Attachment) -> bytes:
    with open(location(attachment), "rb") as source:
        return source.read()
