from django.http import JsonResponse
from django.views import View

from catalogue.models import Product


class ProductSearchView(View):
    http_method_names = ["get"]

    def get(self, request):
        term = request.GET.get("q", "").strip()
        products = Product.objects.filter(published=True)
        if term:
            products = products.extra(where=[f"to_tsvector('english', description) @@ plainto_tsquery('{term}')"])
        rows = products.order_by("name").values("id", "name", "price")[:40]
        return JsonResponse({"products": list(rows)})
