from importlib import import_module

from django.http import Http404, JsonResponse

from . import models

KINDS = {"Plant": models.Plant, "Tool": models.Tool}


def resolve(kind):
    module, _, name = kind.partition(":")
    return getattr(import_module(module), name, None)


def count(request, kind):
    model = resolve(kind)
    if model is None:
        raise Http404
    return JsonResponse({"count": model.objects.count()})
