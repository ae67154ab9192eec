import csv
import subprocess

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from ..access import Needs
from ..models import Specimen
from ..services.audit import note
from ..throttle import Fence

PRINTER = ["weasyprint", "--quiet", "--encoding", "utf-8", "-", "-"]
COLUMNS = ("accession", "taxon", "locality", "collected_on")


class Echo:
    def write(self, value):
        return value


def as_text(value) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class SpecimenCsv(Needs, View):
    capability = "specimen.export"
    fence = Fence("csv", limit=10, seconds=3600)

    def get(self, request):
        if not self.fence.admits(str(request.user.pk)):
            raise PermissionDenied
        rows = Specimen.objects.of(request.user).order_by("pk").values_list(*COLUMNS).iterator(chunk_size=1000)
        writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
        note(request.user, "specimens.exported", "csv")
        lines = (writer.writerow([as_text(value) for value in row]) for row in rows)
        return StreamingHttpResponse(lines, content_type="text/csv", headers={"Content-Disposition": 'attachment; filename="specimens.csv"'})


class Label(Needs, View):
    capability = "specimen.export"
    fence = Fence("label", limit=60, seconds=3600)

    def get(self, request, pk):
        specimen = get_object_or_404(Specimen.objects.of(request.user).select_related("institution"), pk=pk)
        if not self.fence.admits(str(request.user.pk)):
            raise PermissionDenied
        html = render_to_string("herbarium/label.html", {"specimen": specimen})
        try:
            printed = subprocess.run(PRINTER, input=html.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=15, check=True)
        except subprocess.SubprocessError:
            return HttpResponse("The label could not be printed.", status=503, content_type="text/plain")
        headers = {"Content-Disposition": f'attachment; filename="label-{specimen.pk}.pdf"'}
        return HttpResponse(printed.stdout, content_type="application/pdf", headers=headers)
