import os
import time
import uuid
from email.message import EmailMessage

from app.core.config import settings


def send(to: str, subject: str, body: str) -> None:
    """Puts a mail into the spool; the relay of the host takes it from there."""
    message = EmailMessage()
    message["From"] = "Lectern <hello@lectern.example>"
    message["To"] = to
    message["Subject"] = subject
    message.set_content(body)
    path = settings.spool_dir / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
    with open(path, "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    # the relay takes about twenty a second
    time.sleep(0.05)
