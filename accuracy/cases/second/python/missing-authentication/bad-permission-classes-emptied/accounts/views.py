from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Account


class ClosedAccounts(APIView):
    authentication_classes = []
    permission_classes = []

    def delete(self, request):
        removed, _ = Account.objects.filter(closed=True).delete()
        return Response({"removed": removed})
