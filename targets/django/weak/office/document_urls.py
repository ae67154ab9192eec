from django.urls import path

from . import document_views as views

urlpatterns = [
    path("", views.documents, name="document-list"),
    path("raw/", views.raw, name="document-raw"),
    path("help/<path:name>", views.help_text, name="help"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/download/", views.download, name="document-download"),
]
