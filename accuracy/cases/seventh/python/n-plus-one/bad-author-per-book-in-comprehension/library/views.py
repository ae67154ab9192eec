from django.core.paginator import Paginator
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from .models import Book


def page_of(number):
    books = Book.objects.order_by("title")
    return Paginator(books, 50).get_page(number)


@require_GET
def books(request):
    page = page_of(request.GET.get("page"))
    rows = [{"title": book.title, "author": book.author.name} for book in page]
    return JsonResponse({"books": rows, "pages": page.paginator.num_pages})
