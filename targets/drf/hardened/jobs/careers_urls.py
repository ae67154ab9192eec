from django.urls import path

from . import careers

urlpatterns = [
    path("", careers.index),
    path("/search", careers.search),
    path("/app/<str:view>", careers.single_page),
    path("/<str:slug>", careers.job),
]
