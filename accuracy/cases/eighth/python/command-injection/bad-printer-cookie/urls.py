from django.urls import path

from printing import queue_status

urlpatterns = [path("queue/", queue_status)]
