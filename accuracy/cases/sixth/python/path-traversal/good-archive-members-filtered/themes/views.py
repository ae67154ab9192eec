import tarfile

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from sites.models import Site
from themes.installer import ThemeInstaller, ThemeRejected


@require_POST
@login_required
def upload_theme(request, site_id):
    site = get_object_or_404(Site, pk=site_id, owner=request.user)
    upload = request.FILES.get("theme")
    if upload is None or upload.size > 10 * 1024 * 1024:
        return JsonResponse({"error": "theme"}, status=400)
    installer = ThemeInstaller(settings.THEMES_DIR)
    try:
        files = installer.install(site.pk, upload.read())
    except (ThemeRejected, tarfile.TarError):
        return JsonResponse({"error": "archive"}, status=400)
    return JsonResponse({"files": files}, status=201)
