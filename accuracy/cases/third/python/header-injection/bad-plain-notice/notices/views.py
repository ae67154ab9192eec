from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from notices.mailer import send_notice
from notices.models import Association


@require_POST
@login_required
def contact_board(request):
    association = Association.objects.get(members=request.user)
    subject = request.POST.get("subject", "")
    text = request.POST.get("text", "")
    if not subject or not text:
        return HttpResponseBadRequest("subject and text are needed")
    try:
        send_notice(association.board_address, f"[{association.name}] {subject}", text)
    except ValueError:
        return HttpResponseBadRequest("the subject must be one line")
    return HttpResponse(status=202)
