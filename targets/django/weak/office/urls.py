from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="office"),
    path("report/", views.report, name="report"),
    path("forecast/", views.forecast, name="forecast"),
    path("newsletter/", views.newsletter, name="newsletter"),
    path("greeting/", views.greeting, name="greeting"),
    path("harbours/", views.harbours, name="harbours"),
    path("clock.json", views.clock, name="clock"),
    path("sheet.txt", views.calendar_sheet, name="sheet"),
    path("share.json", views.share, name="share"),
    path("diagnose/", views.diagnose, name="diagnose"),
]
