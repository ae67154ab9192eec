from django.http import JsonResponse
from django.views import View

from .models import Book


class NearbyBooks(View):
    http_method_names = ["get"]
    page_size = 25

    def get_queryset(self):
        books = Book.objects.near_mark(self.request.GET.get("mark", ""))
        minimum = self.request.GET.get("loans")
        if minimum and minimum.isdigit():
            books = books.lent_at_least(int(minimum))
        return books.order_by("shelf_mark")[: self.page_size]

    def get(self, request):
        return JsonResponse({"books": [book.as_json() for book in self.get_queryset()]})
