from django.urls import path

from .views import reopen, unlock

urlpatterns = [path("lockers/<int:number>/unlock/", unlock), path("lockers/reopen/", reopen)]
