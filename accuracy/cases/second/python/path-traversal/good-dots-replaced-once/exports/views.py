from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404
from django.views.generic import View


class ExportDownload(LoginRequiredMixin, View):
    def get(self, request):
        name = PurePosixPath(request.GET.get("file", "")).name
        if not name or name == "..":
            raise Http404
        path = settings.EXPORT_ROOT / str(request.user.pk) / name
        try:
            return FileResponse(open(path, "rb"), as_attachment=True)
        except (FileNotFoundError, IsADirectoryError):
            raise Http404 from None
