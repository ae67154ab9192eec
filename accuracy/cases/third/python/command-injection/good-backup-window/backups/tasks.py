from celery import Celery

from backups.service import BackupFailed, back_up
from backups.settings_celery import BROKER

app = Celery("backups", broker=BROKER)


@app.task(bind=True, max_retries=2)
def run_backup(self, label: str, compression: int) -> str:
    try:
        return back_up(label, compression)
    except BackupFailed as failure:
        raise self.retry(exc=failure, countdown=300)
