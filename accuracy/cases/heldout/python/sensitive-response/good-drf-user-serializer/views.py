from django.contrib.auth import get_user_model
from rest_framework.generics import RetrieveAPIView
from rest_framework.permissions import IsAuthenticated

from .serializers import PublicUserSerializer


class ShowUser(RetrieveAPIView):
    queryset = get_user_model().objects.all()
    serializer_class = PublicUserSerializer
    permission_classes = [IsAuthenticated]
    lookup_field = "username"
