from django.contrib.auth.decorators import permission_required
from django.http import Http404, JsonResponse

from .runner import UnknownReport, run


@permission_required("reporting.view_report", raise_exception=True)
def report(request):
    try:
        return JsonResponse(run(request.GET.get("kind", "revenue"), request.GET.get("month", "01")))
    except UnknownReport:
        raise Http404
