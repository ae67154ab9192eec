from django.db.models import Count, Q
from rest_framework import viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated

from venues.models import Venue
from venues.serializers import VenueSerializer


class VenuePages(PageNumberPagination):
    page_size = 40


class VenueViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = VenueSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = VenuePages

    def get_queryset(self):
        venues = Venue.objects.order_by("name")
        planned = Count("concert", filter=Q(concert__cancelled=False))
        venues = venues.annotate(concerts_planned=planned)
        return venues
