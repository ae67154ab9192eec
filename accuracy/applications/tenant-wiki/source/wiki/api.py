import django_filters
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers, viewsets
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.filters import OrderingFilter
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from . import richtext
from .fetcher import Refused, fetch_html
from .models import Page, User
from .permissions import EditorWrites


class CappedPagination(LimitOffsetPagination):
    default_limit = 25
    max_limit = 100


class ImportThrottle(UserRateThrottle):
    scope = "import"


class PageFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="istartswith", max_length=80)

    class Meta:
        model = Page
        fields = ["title", "published"]


class PageSerializer(serializers.ModelSerializer):
    author = serializers.PrimaryKeyRelatedField(read_only=True)
    body_html = serializers.CharField(max_length=200_000)

    class Meta:
        model = Page
        fields = ["id", "title", "body_html", "published", "author", "updated_at"]
        read_only_fields = ["id", "updated_at"]

    def validate_body_html(self, value):
        return richtext.clean(value)


class PageViewSet(viewsets.ModelViewSet):
    serializer_class = PageSerializer
    permission_classes = [EditorWrites]
    filter_backends = [DjangoFilterBackend, OrderingFilter]
    filterset_class = PageFilter
    ordering_fields = ["title", "updated_at"]

    def get_queryset(self):
        pages = Page.objects.all()
        return pages if self.request.user.role == User.Role.EDITOR else pages.filter(published=True)

    def perform_create(self, serializer):
        serializer.save(author=self.request.user)


class ImportSerializer(serializers.Serializer):
    url = serializers.URLField(max_length=1000)
    title = serializers.CharField(max_length=160)


@api_view(["POST"])
@permission_classes([EditorWrites])
@throttle_classes([ImportThrottle])
def import_page(request):
    form = ImportSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    try:
        html = fetch_html(form.validated_data["url"])
    except Refused as error:
        return Response({"url": [str(error)]}, status=400)
    page = Page.objects.create(title=form.validated_data["title"], body_html=richtext.clean(html), author=request.user)
    return Response(PageSerializer(page).data, status=201)
