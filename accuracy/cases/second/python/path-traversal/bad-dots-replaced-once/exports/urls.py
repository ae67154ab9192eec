from django.urls import path

from exports.views import ExportDownload

urlpatterns = [path("exports/download/", ExportDownload.as_view())]
