import importlib

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET


class Choice:
    def __init__(self, requested: str) -> None:
        self.requested = requested
        self.standard = "csv"

    def module(self) -> str:
        name = self.standard
        return "exporters." + name


@require_GET
def export(request: HttpRequest, style: str) -> JsonResponse:
    choice = Choice(style)
    module = importlib.import_module(choice.module())
    lines = module.render([("id", "total"), (1, 20)])
    return JsonResponse({"style": style, "lines": lines})
