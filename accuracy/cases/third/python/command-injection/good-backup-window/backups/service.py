import subprocess
from datetime import date

from backups.commands import Pipeline
from backups.settings import BUCKET, DATABASE


class BackupFailed(RuntimeError):
    """The pipeline ended with a failure."""


def back_up(label: str, compression: int) -> str:
    target = f"{BUCKET}/{date.today():%Y/%m}/{label}.sql.zst"
    pipeline = (
        Pipeline()
        .pipe("pg_dump", "--no-owner", DATABASE)
        .pipe("zstd", f"-{compression:d}", "-c")
        .pipe("aws", "s3", "cp", "-", target)
    )
    finished = subprocess.run(str(pipeline), shell=True, executable="/bin/bash", capture_output=True, timeout=1800)
    if finished.returncode != 0:
        raise BackupFailed(finished.stderr.decode(errors="replace")[-400:])
    return target
