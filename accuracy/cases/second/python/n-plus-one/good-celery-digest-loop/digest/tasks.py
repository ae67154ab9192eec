from datetime import timedelta

from celery import shared_task
from django.db.models import Count, Q
from django.utils import timezone

from digest.mail import send_digest
from members.models import Member


@shared_task
def weekly_digest(team_id: int) -> int:
    since = timezone.now() - timedelta(days=7)
    members = Member.objects.filter(team_id=team_id, digest=True)
    unread = Q(messages__created__gte=since, messages__read=False)
    members = members.annotate(unread=Count("messages", filter=unread))
    sent = 0
    for member in members.order_by("pk")[:500]:
        if member.unread:
            send_digest(member.email, member.unread)
            sent += 1
    return sent
