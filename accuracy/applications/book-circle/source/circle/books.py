from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from circle.forms import BookForm, ReviewForm
from circle.models import Book, Diary

ORDERS = {"title": "title", "author": "author", "year": "-year"}


# The shelf with all books, twenty on a page.
def shelf(request):
    order = ORDERS.get(request.GET.get("order"), "title")
    books = Book.objects.order_by(order)
    page = Paginator(books, 20).get_page(request.GET.get("page"))
    return render(request, "circle/shelf.html", {"page": page})


# Looks for a word in the titles and authors.
def search(request):
    word = request.GET.get("q", "")
    books = Book.objects.raw("SELECT * FROM circle_book WHERE title LIKE '%%" + word + "%%' LIMIT 40")
    found = list(books)
    if not found:
        return HttpResponse("<p>We have nothing about " + word + "</p>")
    return render(request, "circle/shelf.html", {"page": found})


# How many books of each year, between two years.
def years(request):
    first = request.GET.get("first", "1900")
    last = request.GET.get("last", "2100")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT year, COUNT(*) FROM circle_book WHERE year BETWEEN {first} AND {last} GROUP BY year")
        rows = cursor.fetchall()
    return render(request, "circle/years.html", {"rows": rows})


def book(request, book_id):
    found = get_object_or_404(Book, pk=book_id)
    heading = format_html("<h1>{} <small>{}</small></h1>", found.title, found.author)
    with connection.cursor() as cursor:
        cursor.execute("SELECT AVG(stars) FROM circle_review WHERE book_id = %s", [found.pk])
        stars = cursor.fetchone()[0]
    reviews = found.reviews.select_related("writer")[:100]
    summary = mark_safe(found.summary.replace("\n", "<br>"))
    return render(
        request,
        "circle/book.html",
        {"book": found, "heading": heading, "summary": summary, "stars": stars, "reviews": reviews, "form": ReviewForm()},
    )


@login_required
def new_book(request):
    form = BookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = form.save(commit=False)
        added.owner = request.user
        added.save()
        return redirect("book", book_id=added.pk)
    return render(request, "circle/form.html", {"form": form, "title": "A new book"})


@login_required
def edit_book(request, book_id):
    found = get_object_or_404(Book, pk=book_id, owner=request.user)
    form = BookForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("book", book_id=found.pk)
    return render(request, "circle/form.html", {"form": form, "title": found.title})


@login_required
@require_POST
def delete_book(request, book_id):
    get_object_or_404(Book, pk=book_id).delete()
    return redirect("shelf")


@login_required
@require_POST
def review(request, book_id):
    form = ReviewForm(request.POST)
    if form.is_valid():
        written = form.save(commit=False)
        written.book = get_object_or_404(Book, pk=book_id)
        written.writer = request.user
        written.save()
    return redirect("book", book_id=book_id)


@login_required
def diary(request, diary_id):
    entry = get_object_or_404(Diary.objects.filter(owner=request.user), pk=diary_id)
    return render(request, "circle/message.html", {"text": entry.body})


@login_required
def diary_print(request, diary_id):
    entry = get_object_or_404(Diary, pk=diary_id)
    return HttpResponse(entry.body, content_type="text/plain")
