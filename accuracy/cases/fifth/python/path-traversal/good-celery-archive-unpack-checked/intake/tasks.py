import os
from pathlib import Path

from celery import shared_task

from intake.unpack import unpack

SPOOL = Path(os.environ.get("SPOOL", "/var/spool/intake"))


@shared_task
def unpack_upload(number):
    folder = SPOOL / "open" / number
    folder.mkdir(parents=True, exist_ok=True)
    return unpack(SPOOL / "uploads" / f"{number}.zip", folder)
