from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from ..domain import readings
from .authentication import SensorKey
from .permissions import IsSensor
from .serializers import BatchSerializer
from .throttles import Scoped


class Readings(APIView):
    authentication_classes = [SensorKey]
    permission_classes = [IsSensor]
    throttle_classes = [Scoped]
    throttle_scope = "sensor"

    def post(self, request):
        form = BatchSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        taken = readings.take(request.user.sensor, form.validated_data["readings"])
        return Response({"taken": taken}, status.HTTP_202_ACCEPTED)
