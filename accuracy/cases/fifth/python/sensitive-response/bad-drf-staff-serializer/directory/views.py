from rest_framework import generics, pagination, permissions

from .models import Employee
from .serializers import EmployeeSerializer


class DirectoryPages(pagination.PageNumberPagination):
    page_size = 50


class EmployeeDirectory(generics.ListAPIView):
    permission_classes = [permissions.IsAuthenticated]
    pagination_class = DirectoryPages
    serializer_class = EmployeeSerializer
    queryset = Employee.objects.filter(is_active=True).order_by("last_name")


class EmployeeCard(generics.RetrieveAPIView):
    permission_classes = [permissions.IsAuthenticated]
    serializer_class = EmployeeSerializer
    queryset = Employee.objects.filter(is_active=True)
