from rest_framework.pagination import PageNumberPagination


class ByPage(PageNumberPagination):
    page_size = 25
    page_size_query_param = "size"
    max_page_size = 100
