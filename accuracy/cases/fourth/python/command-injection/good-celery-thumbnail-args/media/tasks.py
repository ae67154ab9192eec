import logging
import subprocess
from pathlib import Path

from celery import shared_task

log = logging.getLogger(__name__)
OUT = Path("/srv/media/previews")


@shared_task(bind=True, max_retries=2)
def make_preview(self, clip_id: int, source: str, offset: str):
    target = OUT / f"{clip_id}.jpg"
    try:
        subprocess.run(
            ["ffmpeg", "-y", "-ss", offset, "-i", f"/srv/media/{clip_id}.mp4", "-frames:v", "1", str(target)],
            check=True,
            timeout=60,
        )
    except subprocess.CalledProcessError as exc:
        log.warning("preview failed for clip %d", clip_id)
        raise self.retry(exc=exc, countdown=30)
