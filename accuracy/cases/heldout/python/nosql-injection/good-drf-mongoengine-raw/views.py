from mongoengine import Document, StringField
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Part(Document):
    label = StringField()
    maker = StringField()


def reduce(filters):
    return {name: str(filters[name]) for name in ("label", "maker") if name in filters}


class PartSearch(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        filters = request.data.get("filters", {})
        found = Part.objects(__raw__=reduce(filters)).limit(50)
        return Response([part.label for part in found])
