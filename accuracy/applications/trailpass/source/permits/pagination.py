from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    page_size = 40
    max_page_size = 100
    page_size_query_param = "size"
    ordering = "-pk"
