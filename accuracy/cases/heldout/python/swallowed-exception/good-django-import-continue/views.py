import csv
import io

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .imports import import_rows


@login_required
@require_POST
def upload(request):
    text = request.FILES["contacts"].read(1_000_000).decode()
    rows = list(csv.DictReader(io.StringIO(text)))[:1000]
    return JsonResponse({"imported": import_rows(rows)})
