from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Bottle


class Count(APIView):
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({"bottles": Bottle.objects.count()})


class Empty(APIView):
    permission_classes = [AllowAny]

    def delete(self, request):
        Bottle.objects.all().delete()
        return Response(status=204)


class Rename(APIView):
    permission_classes = [IsAuthenticated]

    def put(self, request, pk):
        Bottle.objects.filter(pk=pk, owner=request.user).update(name=request.data["name"])
        return Response(status=204)
