import subprocess

from backups.models import BackupRequest


def run_backup(backup: BackupRequest) -> str:
    target = f"/backups/{backup.tenant}-{backup.label}.dump"
    command = ["pg_dump", f"--schema=tenant_{backup.tenant}", f"--file={target}", "app"]
    subprocess.run(command, check=True, timeout=600)
    return target
