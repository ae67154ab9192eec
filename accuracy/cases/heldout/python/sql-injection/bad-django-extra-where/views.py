from django.http import JsonResponse
from django.views import View

from .models import Depot


class NearbyDepots(View):
    def get(self, request):
        postcode = request.GET.get("postcode", "").strip().upper()
        depots = Depot.objects.extra(where=["left(postcode, 4) = left('%s', 4)" % postcode])[:20]
        return JsonResponse({"depots": [depot.name for depot in depots]})
