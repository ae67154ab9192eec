from rest_framework import permissions, viewsets

from .models import Turbine
from .serializers import TurbineSerializer


class TurbineViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Turbine.objects.order_by("site")
    serializer_class = TurbineSerializer
    permission_classes = [permissions.IsAuthenticated]
