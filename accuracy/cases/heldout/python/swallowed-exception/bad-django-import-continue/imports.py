import logging

from .models import Contact

logger = logging.getLogger(__name__)


def import_rows(rows):
    failed = 0
    for row in rows:
        try:
            Contact.objects.create(name=row["name"], mail=row["mail"])
        except Exception:
            continue
    return len(rows) - failed
