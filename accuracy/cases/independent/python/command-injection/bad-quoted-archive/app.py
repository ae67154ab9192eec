import shlex
import subprocess

from django.http import HttpRequest, JsonResponse
from django.views import View


class ArchiveView(View):
    def post(self, request: HttpRequest) -> JsonResponse:
        folder = request.POST["folder"]
        target = f'"{folder}"'
        command = f"tar -czf - -C /srv/data -- {target} | openssl dgst -sha256"
        result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
        return JsonResponse({"digest": result.stdout.strip()})
