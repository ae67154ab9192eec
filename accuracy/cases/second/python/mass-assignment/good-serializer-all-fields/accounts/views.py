from rest_framework.generics import RetrieveUpdateAPIView
from rest_framework.permissions import IsAuthenticated

from accounts.serializers import OwnAccountSerializer


class OwnAccountView(RetrieveUpdateAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = OwnAccountSerializer

    def get_object(self):
        return self.request.user
