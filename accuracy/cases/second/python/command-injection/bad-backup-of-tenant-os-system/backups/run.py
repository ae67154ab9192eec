import os

from backups.models import BackupRequest


def run_backup(backup: BackupRequest) -> str:
    target = f"/backups/{backup.tenant}-{backup.label}.dump"
    if os.system(f"pg_dump --schema=tenant_{backup.tenant} --file={target} app") != 0:
        raise RuntimeError("backup failed")
    return target
