import subprocess
import tempfile
from urllib.parse import urlsplit

from celery import shared_task

from importer.models import Import

HOSTS = frozenset({"git.example.com", "code.example.org"})


@shared_task(bind=True, max_retries=2, soft_time_limit=300)
def clone_repository(self, import_id: int, address: str) -> None:
    record = Import.objects.get(pk=import_id)
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        record.fail("address not accepted")
        return
    workdir = tempfile.mkdtemp(prefix="import-")
    subprocess.run(["git", "clone", "--depth=1", "--", address, workdir], check=True, timeout=240)
    record.finish(workdir)
