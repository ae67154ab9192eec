from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .models import Ticket

BASE = "SELECT id, subject, priority FROM tickets_ticket WHERE "


@require_GET
def search(request):
    term = request.GET.get("q", "")
    like = "%" + term.replace("%", "") + "%"
    tickets = Ticket.objects.raw(BASE + "subject LIKE '%s' LIMIT 50" % like)
    return JsonResponse(
        {"tickets": [{"id": t.id, "subject": t.subject, "priority": t.priority} for t in tickets]}
    )
