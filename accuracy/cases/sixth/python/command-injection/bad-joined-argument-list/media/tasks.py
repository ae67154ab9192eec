from pathlib import Path

from celery import Celery

from media.runner import ToolRunner

celery = Celery("media", broker="redis://queue:6379/0")
runner = ToolRunner(Path("/var/log/media"))
LIBRARY = Path("/srv/media")


def metadata_flags(metadata: dict[str, str]):
    for key in ("title", "artist"):
        if value := metadata.get(key):
            yield "-metadata"
            yield f"{key}={value}"


@celery.task(acks_late=True)
def transcode(job_id: int, metadata: dict[str, str]) -> None:
    source = LIBRARY / "in" / f"{job_id:d}.wav"
    target = LIBRARY / "out" / f"{job_id:d}.mp3"
    argv = ["ffmpeg", "-y", "-i", str(source), *metadata_flags(metadata), str(target)]
    runner.run(job_id, argv)
