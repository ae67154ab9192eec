from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path

django_app = get_asgi_application()

from chat.consumers import RoomConsumer  # noqa: E402

websockets = URLRouter([path("ws/rooms/<int:room_id>/", RoomConsumer.as_asgi())])
application = ProtocolTypeRouter(
    {
        "http": django_app,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(websockets)),
    }
)
