from rest_framework.pagination import CursorPagination


class EventPages(CursorPagination):
    page_size = 100
    ordering = "-happened_at"
