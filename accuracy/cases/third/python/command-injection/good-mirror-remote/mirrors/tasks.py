import subprocess
from urllib.parse import urlsplit

from celery import shared_task

from mirrors.models import Mirror


@shared_task(acks_late=True, soft_time_limit=120)
def refresh_heads(mirror_id: int) -> int:
    mirror = Mirror.objects.get(pk=mirror_id)
    if urlsplit(mirror.remote).scheme != "https":
        raise ValueError("mirrors are read over HTTPS")
    listing = subprocess.run(["git", "ls-remote", "--heads", "--", mirror.remote], capture_output=True, text=True, timeout=60, check=True)
    heads = [line.split("\t")[1] for line in listing.stdout.splitlines()]
    mirror.heads.set_names(heads)
    return len(heads)
