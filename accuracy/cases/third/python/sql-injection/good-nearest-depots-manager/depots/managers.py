from django.db import models
from django.db.models.expressions import RawSQL


class DepotQuerySet(models.QuerySet):
    """Queries that need what the ORM has no words for."""

    def open_today(self) -> "DepotQuerySet":
        return self.filter(closed_on__isnull=True)

    def with_open_jobs(self, kind: str) -> "DepotQuerySet":
        table = self.model._meta.db_table
        counting = (
            "SELECT COUNT(*) FROM depots_job AS job "
            f"WHERE job.depot_id = {table}.id AND job.done_at IS NULL "
        )
        counting += "AND job.kind = %s"
        return self.annotate(open_jobs=RawSQL(counting, (kind,)))

    def busiest(self, kind: str, limit: int) -> "DepotQuerySet":
        return self.open_today().with_open_jobs(kind).order_by("-open_jobs")[:limit]
