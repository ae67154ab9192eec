from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from digest.mail import send_digest
from members.models import Member
from messages_app.models import Message


@shared_task
def weekly_digest(team_id: int) -> int:
    since = timezone.now() - timedelta(days=7)
    members = Member.objects.filter(team_id=team_id, digest=True)
    sent = 0
    for member in members.order_by("pk")[:500]:
        unread = Message.objects.filter(receiver=member, created__gte=since, read=False).count()
        if unread:
            send_digest(member.email, unread)
            sent += 1
    return sent
