from django.urls import path

from .consumers import EditorConsumer

websocket_urlpatterns = [path("ws/editor/", EditorConsumer.as_asgi())]
