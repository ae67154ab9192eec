from django.urls import path, re_path

from . import careers

urlpatterns = [
    path("", careers.index),
    path("search/", careers.search),
    re_path(r"^app/.*$", careers.single_page),
    path("<slug>/", careers.job),
]
