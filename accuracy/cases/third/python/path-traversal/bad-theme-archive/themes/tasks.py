import tarfile
from pathlib import Path

from celery import shared_task

from themes.models import Theme

THEMES = Path("/srv/themes")
LIMIT = 20 * 1024 * 1024


@shared_task(soft_time_limit=60)
def install_theme(theme_id: int) -> None:
    theme = Theme.objects.get(pk=theme_id)
    target = THEMES / str(theme.pk)
    target.mkdir(parents=True, exist_ok=True)
    with theme.archive.open("rb") as upload, tarfile.open(fileobj=upload, mode="r:gz") as archive:
        members = archive.getmembers()
        if sum(member.size for member in members) > LIMIT:
            theme.reject("the archive is too large")
            return
        archive.extractall(target, members=members, filter="fully_trusted")
    theme.mark_installed()
