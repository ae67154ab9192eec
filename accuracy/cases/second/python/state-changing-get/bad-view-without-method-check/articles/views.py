from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from articles.models import Article


@permission_required("articles.publish", raise_exception=True)
def publish(request, slug: str):
    article = get_object_or_404(Article, slug=slug)
    article.published_at = timezone.now()
    article.save(update_fields=["published_at"])
    return redirect("article", slug=article.slug)
