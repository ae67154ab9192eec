from celery import shared_task

from .crypto import seal
from .storage import read_plain, write_sealed


@shared_task(time_limit=120)
def archive(document_id: int):
    write_sealed(document_id, seal(read_plain(document_id)))
