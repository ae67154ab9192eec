from django.db.models import Count, Max
from rest_framework import generics
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import IsAuthenticated

from desk.models import Ticket
from desk.serializers import TicketSerializer


class TicketPages(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class TicketList(generics.ListAPIView):
    permission_classes = [IsAuthenticated]
    pagination_class = TicketPages
    serializer_class = TicketSerializer

    def get_queryset(self):
        return (
            Ticket.objects.filter(owner=self.request.user)
            .annotate(replies_total=Count("replies"), replied_at=Max("replies__written_at"))
            .order_by("-opened_at")
        )
