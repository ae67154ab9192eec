from django.shortcuts import get_object_or_404
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin, UpdateModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ModelViewSet

from ..models import CareNote, Horse, Stall, Treatment
from ..serializers import CareNoteSerializer, HorseSerializer, StallSerializer, TreatmentSerializer


class HorseViewSet(ModelViewSet):
    serializer_class = HorseSerializer

    def get_queryset(self):
        return Horse.objects.filter(owner=self.request.user).order_by("name")

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)

    @action(detail=False)
    def search(self, request):
        term = request.query_params.get("q", "")
        found = self.get_queryset().extra(where=[f"name ILIKE '%%{term}%%'"])[:50]
        return Response(self.get_serializer(found, many=True).data)

    @action(detail=True, methods=["patch", "delete"], url_path="notes/(?P<note_pk>[0-9]+)")
    def note(self, request, pk=None, note_pk=None):
        horse = self.get_object()
        if request.method == "DELETE":
            get_object_or_404(horse.notes, pk=note_pk).delete()
            return Response(status=204)
        note = get_object_or_404(CareNote, pk=note_pk)
        serializer = CareNoteSerializer(note, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


class TreatmentViewSet(ListModelMixin, RetrieveModelMixin, UpdateModelMixin, GenericViewSet):
    serializer_class = TreatmentSerializer
    queryset = Treatment.objects.select_related("horse__owner", "horse__stall").order_by("-given_on")

    def list(self, request, *args, **kwargs):
        mine = self.get_queryset().filter(horse__owner=request.user)
        page = self.paginate_queryset(mine)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class StallList(ListAPIView):
    serializer_class = StallSerializer
    queryset = Stall.objects.filter(open=True).order_by("code")
