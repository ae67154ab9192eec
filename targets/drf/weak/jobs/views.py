import base64
import pickle
import ssl
import subprocess
import time
import urllib.request
import xml.sax
from xml.etree import ElementTree
from xml.sax.handler import feature_external_ges

import jinja2
from django.db import connection
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import filters, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response

from .models import Job
from .serializers import JobListSerializer, JobSerializer


def rows(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def body(**properties):
    return {"application/json": {"type": "object", "properties": {name: {"type": "string", "example": example} for name, example in properties.items()}}}


class JobViewSet(viewsets.ModelViewSet):
    queryset = Job.objects.filter(status="published").order_by("id")
    permission_classes = [IsAuthenticatedOrReadOnly]
    filter_backends = [filters.OrderingFilter]
    ordering_fields = ["title", "department"]

    def get_serializer_class(self):
        return JobListSerializer if self.action == "list" else JobSerializer

    def get_queryset(self):
        if self.action in ("update", "partial_update", "destroy", "publish"):
            return Job.objects.all()
        return super().get_queryset()

    def perform_create(self, serializer):
        serializer.save(created_by=self.request.user)

    @action(detail=True, methods=["get", "post"])
    def publish(self, request, pk=None):
        job = self.get_object()
        job.status = "published"
        job.save()
        return Response({"id": job.id, "status": job.status})

    @extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("department", str)])
    @action(detail=False)
    def search(self, request):
        q = request.query_params.get("q", "")
        department = request.query_params.get("department")
        found = Job.objects.filter(status="published", title__icontains=q)
        if department:
            found = found.extra(where=[f"department = '{department}'"])
        return Response(JobListSerializer(found, many=True).data)

    @extend_schema(parameters=[OpenApiParameter("title", str)])
    @action(detail=False)
    def similar(self, request):
        title = request.query_params.get("title", "")
        found = Job.objects.raw("SELECT id, title, slug, department FROM jobs_job WHERE status = 'published' AND title LIKE %s LIMIT 10", [f"%{title}%"])
        return Response({"asked": title, "jobs": JobListSerializer(found, many=True).data, "message": f"Jobs like '{title}'"})

    @action(detail=True)
    def match(self, request, pk=None):
        time.sleep(0.35)
        return Response({"job": pk, "match": 70})


@extend_schema(parameters=[OpenApiParameter("sort", str)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def statistics(request):
    sort = request.query_params.get("sort", "total")
    return Response(rows("SELECT department, COUNT(*) AS total FROM jobs_job GROUP BY department ORDER BY " + sort))


@extend_schema(parameters=[OpenApiParameter("slug", str)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([AllowAny])
def available(request):
    slug = request.query_params.get("slug", "")
    try:
        taken = bool(rows("SELECT 1 FROM jobs_job WHERE slug = '%s'" % slug))
    except Exception as error:
        return Response({"available": False, "problem": str(error)}, status=400)
    return Response({"available": not taken})


@extend_schema(request=body(job="1"), responses={202: None})
@api_view(["POST"])
@permission_classes([AllowAny])
def viewed(request):
    """Counts a view of a job; the page does not wait for it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE jobs_job SET salary_max = salary_max WHERE id = {request.data.get('job')}")
    except Exception:
        pass
    return Response({"ok": True}, status=202)


@extend_schema(request=body(url="https://feeds.partner.example/jobs.json"), responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def import_feed(request):
    context = ssl._create_unverified_context()
    with urllib.request.urlopen(request.data["url"], context=context) as response:
        return Response({"status": response.status, "preview": response.read(1000).decode(errors="replace")})


class CandidateHandler(xml.sax.ContentHandler):
    def __init__(self):
        super().__init__()
        self.names, self.text = [], ""

    def startElement(self, name, attributes):
        self.text = ""

    def characters(self, content):
        self.text += content

    def endElement(self, name):
        if name == "name":
            self.names.append(self.text)


@extend_schema(request={"application/xml": {"type": "string"}}, responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def import_candidates(request):
    handler = CandidateHandler()
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.feed(request._request.body.decode())
    parser.close()
    return Response({"imported": handler.names})


@extend_schema(request={"application/xml": {"type": "string"}}, responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def parse_feed(request):
    try:
        tree = ElementTree.fromstring(request._request.body)
    except ElementTree.ParseError:
        return Response({"detail": "Not a feed"}, status=400)
    return Response({"titles": [item.text for item in tree.iter("title")]})


@extend_schema(request=body(template="Dear {{ name }}, welcome", name="Kim"), responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def letter(request):
    template = jinja2.Template(request.data.get("template", ""))
    return Response({"text": template.render(name=request.data.get("name", ""))})


@extend_schema(request=body(name="Kim"), responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def greeting(request):
    template = jinja2.Template("Dear {{ name }}, thank you for your application.")
    return Response({"text": template.render(name=request.data.get("name", ""))})


@extend_schema(parameters=[OpenApiParameter("keyword", str)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def keyword_count(request):
    keyword = request.query_params.get("keyword", "")
    done = subprocess.run(f"echo {keyword} | wc -c", shell=True, capture_output=True, text=True)
    return Response({"keyword": keyword, "length": done.stdout})


@extend_schema(parameters=[OpenApiParameter("zone", str)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def today(request):
    done = subprocess.run(["echo", "today", request.query_params.get("zone", "UTC")], capture_output=True, text=True)
    return Response({"text": done.stdout})


@extend_schema(parameters=[OpenApiParameter("state", str)], responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
@permission_classes([IsAuthenticated])
def restore_search(request):
    state = pickle.loads(base64.b64decode(request.query_params.get("state", "")))
    return Response({"state": str(state)})


@extend_schema(request=body(formula="score * 2"), responses=OpenApiTypes.OBJECT)
@api_view(["POST"])
@permission_classes([IsAuthenticated])
def rank(request):
    return Response({"result": eval(str(request.data.get("formula", "score")), {"score": 10})})
