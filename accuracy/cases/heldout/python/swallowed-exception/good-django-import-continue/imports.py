import logging

from .models import Contact

logger = logging.getLogger(__name__)


def import_rows(rows):
    failed = 0
    for row in rows:
        try:
            Contact.objects.create(name=row["name"], mail=row["mail"])
        except Exception:
            failed += 1
            logger.warning("contact was not imported", exc_info=True)
    return len(rows) - failed
