from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from notes.crypto import seal
from notes.models import Note


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def create_note(request):
    note = Note.objects.create(owner=request.user, sealed=seal(str(request.data["text"])[:20_000]))
    return Response({"id": note.pk}, status=201)
