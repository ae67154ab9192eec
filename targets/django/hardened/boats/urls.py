from django.urls import path

from . import views

urlpatterns = [
    path("", views.BoatList.as_view(), name="boat-list"),
    path("search/", views.search, name="boat-search"),
    path("available.json", views.available, name="boat-available"),
    path("import/", views.import_boats, name="boat-import"),
    path("fleet/", views.fleet, name="boat-fleet"),
    path("logbook/", views.logbook, name="boat-logbook"),
    path("<int:pk>/", views.BoatDetail.as_view(), name="boat"),
    path("<int:pk>/similar/", views.similar, name="boat-similar"),
    path("<int:pk>/calendar.json", views.calendar, name="boat-calendar"),
    path("<int:pk>/tides.json", views.tides, name="boat-tides"),
]
