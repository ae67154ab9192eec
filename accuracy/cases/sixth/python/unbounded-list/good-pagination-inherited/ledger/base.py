from rest_framework import viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated


class LedgerPages(CursorPagination):
    page_size = 100
    ordering = "-id"


class LedgerViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAuthenticated]
    pagination_class = LedgerPages
    holder_path = "holder"

    def get_queryset(self):
        return super().get_queryset().filter(**{self.holder_path: self.request.user})
