import hashlib
import string

from django.core import signing
from django.db.models import Count, F
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from core.feeds import texts_of
from core.fields import checked, checked_query
from core.parsers import XmlBytesParser
from core.permissions import IsRecruiter
from core.public_request import fetch_listed

from . import serializers
from .models import Job

MOST_FOUND = 20
_SIGNER = signing.TimestampSigner(salt="saved-search")
_SAVED_SECONDS = 30 * 86_400


def listed(jobs):
    return serializers.JobRow(jobs[:MOST_FOUND], many=True).data


class JobViewSet(viewsets.ModelViewSet):
    """Published jobs are for everyone; recruiters change their own."""

    serializer_class = serializers.JobSerializer
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]{1,120}"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    public = ("list", "retrieve", "search", "similar", "available")

    def get_permissions(self):
        return [AllowAny()] if self.action in self.public else [IsRecruiter()]

    def get_queryset(self):
        if self.action in ("partial_update", "destroy", "publish"):
            return Job.objects.filter(created_by=self.request.user)
        return Job.objects.filter(status="published").order_by("title", "id")

    def get_serializer_class(self):
        return serializers.JobRow if self.action == "list" else serializers.JobSerializer

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response["ETag"] = '"%s"' % hashlib.md5(repr(response.data).encode(), usedforsecurity=False).hexdigest()
        response["Cache-Control"] = "public, max-age=60"
        return response

    def perform_create(self, serializer):
        serializer.save(created_by=self.request.user)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def publish(self, request, slug=None):
        job = self.get_object()
        job.status = "published"
        job.save(update_fields=["status"])
        return Response(serializers.JobSerializer(job).data)

    @extend_schema(parameters=[serializers.SearchQuery], responses=OpenApiTypes.OBJECT)
    @action(detail=False)
    def search(self, request):
        asked = checked_query(serializers.SearchQuery, request)
        found = Job.objects.filter(status="published", title__icontains=asked["q"]).order_by("title", "id")
        if "department" in asked:
            found = found.filter(department=asked["department"])
        return Response({"asked": asked["q"], "jobs": listed(found)})

    @extend_schema(parameters=[serializers.SimilarQuery], responses=OpenApiTypes.OBJECT)
    @action(detail=False)
    def similar(self, request):
        title = checked_query(serializers.SimilarQuery, request)["title"]
        found = Job.objects.raw("SELECT id, slug, title, department FROM jobs_job WHERE status = 'published' AND title LIKE %s ORDER BY title LIMIT 10", [f"%{title}%"])
        return Response({"asked": title, "jobs": serializers.JobRow(found, many=True).data})

    @extend_schema(parameters=[serializers.SlugQuery], responses=OpenApiTypes.OBJECT)
    @action(detail=False)
    def available(self, request):
        return Response({"available": not Job.objects.filter(slug=checked_query(serializers.SlugQuery, request)["slug"]).exists()})

    @extend_schema(parameters=[serializers.StatisticsQuery], responses=OpenApiTypes.OBJECT)
    @action(detail=False)
    def statistics(self, request):
        sort = checked_query(serializers.StatisticsQuery, request)["sort"]
        return Response({"departments": list(Job.objects.values("department").annotate(total=Count("id")).order_by(sort)[:100])})

    @extend_schema(request=serializers.Feed, responses=OpenApiTypes.OBJECT)
    @action(detail=False, methods=["post"], url_path="import")
    def import_feed(self, request):
        document = fetch_listed(checked(serializers.Feed, request.data)["url"])
        return Response({"titles": texts_of(document, "title")})

    @extend_schema(request=serializers.Rank, responses=OpenApiTypes.OBJECT)
    @action(detail=False, methods=["post"])
    def rank(self, request):
        order = {"views": "-views", "title": "title"}[checked(serializers.Rank, request.data)["by"]]
        return Response({"jobs": listed(Job.objects.filter(created_by=request.user).order_by(order, "id"))})


class ViewedView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.Viewed, responses={202: OpenApiTypes.OBJECT})
    def post(self, request):
        Job.objects.filter(slug=checked(serializers.Viewed, request.data)["job"], status="published").update(views=F("views") + 1)
        return Response({"status": "accepted"}, status=202)


class _XmlView(APIView):
    permission_classes = [IsRecruiter]
    parser_classes = [XmlBytesParser]

    def texts(self, request, name):
        if not isinstance(request.data, bytes):
            raise ParseError("Send XML")
        return texts_of(request.data, name)


class ParseFeedView(_XmlView):
    @extend_schema(request=OpenApiTypes.BINARY, responses=OpenApiTypes.OBJECT)
    def post(self, request):
        return Response({"titles": self.texts(request, "title")})


class ImportCandidatesView(_XmlView):
    @extend_schema(request=OpenApiTypes.BINARY, responses=OpenApiTypes.OBJECT)
    def post(self, request):
        return Response({"names": self.texts(request, "name")})


class LetterView(APIView):
    permission_classes = [IsRecruiter]

    @extend_schema(request=serializers.Letter, responses=OpenApiTypes.OBJECT)
    def post(self, request):
        given = checked(serializers.Letter, request.data)
        return Response({"text": string.Template(given["template"]).safe_substitute(name=given["name"])})


class KeywordView(APIView):
    @extend_schema(parameters=[serializers.KeywordQuery], responses=OpenApiTypes.OBJECT)
    def get(self, request):
        keyword = checked_query(serializers.KeywordQuery, request)["keyword"]
        return Response({"keyword": keyword, "length": len(keyword)})


class SaveSearchView(APIView):
    @extend_schema(parameters=[serializers.SearchQuery], responses=OpenApiTypes.OBJECT)
    def get(self, request):
        return Response({"state": _SIGNER.sign_object(checked_query(serializers.SearchQuery, request))})


class RestoreSearchView(APIView):
    @extend_schema(parameters=[serializers.SearchState], responses=OpenApiTypes.OBJECT)
    def get(self, request):
        try:
            return Response({"search": _SIGNER.unsign_object(checked_query(serializers.SearchState, request)["state"], max_age=_SAVED_SECONDS)})
        except signing.BadSignature:
            raise ParseError("The saved search is not valid") from None
