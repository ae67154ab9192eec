import random
import secrets

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import JsonResponse
from django.views.decorators.http import require_POST


def codes():
    while True:
        yield f"{secrets.randbits(64):016x}"


@login_required
@require_POST
def invite(request):
    code = next(codes())
    cache.set(f"invite:{code}", request.user.pk, timeout=random.randint(3500, 3700))
    return JsonResponse({"code": code}, status=201)
