import re
from itertools import islice

from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from buildlogs.models import Build


def matching_lines(lines, wanted: str, ignore_case: bool):
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    pattern = re.compile(wanted, flags)
    return (line for line in lines if pattern.search(line))


@require_safe
@permission_required("buildlogs.view_build", raise_exception=True)
def search_log(request, pk: int):
    build = get_object_or_404(Build.objects.filter(team__members=request.user), pk=pk)
    wanted = request.GET.get("q", "")[:100]
    try:
        found = list(islice(matching_lines(build.log_lines(), wanted, "i" in request.GET), 200))
    except re.error:
        return JsonResponse({"error": "not a pattern"}, status=400)
    return JsonResponse({"lines": found})
