from rest_framework import generics
from rest_framework.permissions import IsAuthenticated

from .serializers import MemberSerializer


class OwnProfileView(generics.RetrieveUpdateAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = MemberSerializer

    def get_object(self):
        return self.request.user.member
