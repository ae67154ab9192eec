from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication

from ..models import Sensor, digest


class CurrentAccess(JWTAuthentication):
    """Checks signature, lifetime, issuer and audience; the person has to be active, with the password of the token."""


class SensorPrincipal:
    is_authenticated = True
    is_active = True

    def __init__(self, sensor: Sensor):
        self.sensor = sensor
        self.pk = f"sensor:{sensor.pk}"


class SensorKey(BaseAuthentication):
    def authenticate(self, request):
        scheme, _, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"sensor":
            return None
        try:
            found = Sensor.objects.select_related("carrier").get(key_digest=digest(key.decode("ascii")), retired=False)
        except (Sensor.DoesNotExist, UnicodeDecodeError):
            raise AuthenticationFailed from None
        return SensorPrincipal(found), None

    def authenticate_header(self, request):
        return "Sensor"
