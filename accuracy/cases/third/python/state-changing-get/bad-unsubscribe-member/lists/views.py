from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from lists.models import MailingList


@require_GET
@login_required
def subscribers(request, pk: int):
    mailing_list = get_object_or_404(MailingList, pk=pk, owner=request.user)
    return HttpResponse(mailing_list.subscribers.count())


@require_GET
@login_required
def remove_subscriber(request, pk: int, subscriber_pk: int):
    mailing_list = get_object_or_404(MailingList, pk=pk, owner=request.user)
    mailing_list.subscribers.filter(pk=subscriber_pk).delete()
    return HttpResponse(status=204)
