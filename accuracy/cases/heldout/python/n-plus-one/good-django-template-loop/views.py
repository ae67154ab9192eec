from django.http import JsonResponse

from .models import Post


def recent():
    return Post.objects.select_related("author").order_by("-published")[:50]


def index(request):
    posts = [{"title": post.title, "author": post.author.get_full_name()} for post in recent()]
    return JsonResponse({"posts": posts})
