from celery import shared_task
from django.db import connection
from django.utils import timezone

from campaigns.models import Segment

COLUMNS = {"country": "c.country_code", "plan": "s.plan_code"}

COUNT_SQL = """
    SELECT count(*) FROM crm_contact c
    JOIN crm_subscription s ON s.contact_id = c.id
    WHERE c.owner_id = %(owner)s AND {predicate}
"""


def predicate_for(rule: dict) -> str:
    column = COLUMNS[rule["field"]]
    return "{} = %(value)s".format(column)


@shared_task(ignore_result=True)
def refresh_segment(segment_id: int) -> None:
    segment = Segment.objects.get(pk=segment_id)
    statement = COUNT_SQL.format(predicate=predicate_for(segment.rule))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"owner": segment.owner_id, "value": segment.rule["value"]})
        (segment.size,) = cursor.fetchone()
    segment.refreshed_at = timezone.now()
    segment.save(update_fields=["size", "refreshed_at"])
