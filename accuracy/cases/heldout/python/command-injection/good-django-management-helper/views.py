from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_POST

from .backups import available, restore


@staff_member_required
@require_POST
def start_restore(request):
    wanted = request.POST.get("archive", "")
    names = available()
    if wanted not in names:
        raise Http404
    restore(wanted)
    return JsonResponse({"restoring": wanted, "of": len(names)})
