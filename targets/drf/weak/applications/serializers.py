from rest_framework import serializers

from accounts.serializers import UserSerializer

from .models import Application, Document, InterviewSlot, Note


class ApplicationSerializer(serializers.ModelSerializer):
    candidate = UserSerializer(read_only=True)
    job_title = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = "__all__"

    def get_job_title(self, application) -> str:
        return application.job.title

    def get_notes(self, application) -> int:
        return application.notes.count()


class ApplySerializer(serializers.ModelSerializer):
    class Meta:
        model = Application
        fields = ["id", "job", "cover_letter", "status", "score"]
        read_only_fields = ["job", "status", "score"]


class NoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Note
        fields = "__all__"


class DocumentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Document
        fields = ["id", "file", "name", "content_type"]
        read_only_fields = ["name", "content_type"]


class SlotSerializer(serializers.ModelSerializer):
    class Meta:
        model = InterviewSlot
        fields = ["id", "starts", "seats"]
