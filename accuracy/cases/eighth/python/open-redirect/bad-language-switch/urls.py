from django.urls import path

from views import switch

urlpatterns = [path("language/", switch)]
