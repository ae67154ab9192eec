from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticatedOrReadOnly

from .models import Station
from .serializers import StationSerializer


class Stations(ListAPIView):
    queryset = Station.objects.order_by("pk")
    serializer_class = StationSerializer
    permission_classes = [IsAuthenticatedOrReadOnly]
    pagination_class = None
