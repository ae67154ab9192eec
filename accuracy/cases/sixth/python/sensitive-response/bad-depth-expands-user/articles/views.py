from rest_framework import viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny

from articles.models import Article
from articles.serializers import ArticleListSerializer, ArticleSerializer


class ByDate(CursorPagination):
    ordering = "-published_at"
    page_size = 20


class ArticleViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [AllowAny]
    pagination_class = ByDate
    lookup_field = "slug"
    queryset = Article.objects.filter(published_at__isnull=False).select_related("author")

    def get_serializer_class(self):
        return ArticleListSerializer if self.action == "list" else ArticleSerializer
