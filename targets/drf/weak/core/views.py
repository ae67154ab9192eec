import resource
import sys

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from jobs.models import Job


def health(request):
    return JsonResponse({"status": "ok"})


def metrics(request):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    text = f"# TYPE talent_jobs gauge\ntalent_jobs {Job.objects.count()}\n# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {memory}\n"
    return HttpResponse(text, content_type="text/plain")


def show_settings(request):
    values = {name: repr(getattr(settings, name)) for name in dir(settings) if name.isupper()}
    return JsonResponse({"python": sys.version, "settings": values})


def go(request):
    return HttpResponseRedirect(request.GET.get("next", "/careers/"))


def continue_to(request):
    target = request.GET.get("to", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={"talent.example"}, require_https=True):
        target = "/careers/"
    return HttpResponseRedirect(target)
