from rest_framework import generics
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated

from .models import Course
from .serializers import CourseSerializer


class CoursePages(PageNumberPagination):
    page_size = 50


class CourseList(generics.ListAPIView):
    permission_classes = [IsAuthenticated]
    pagination_class = CoursePages
    serializer_class = CourseSerializer
    queryset = Course.objects.order_by("title")
