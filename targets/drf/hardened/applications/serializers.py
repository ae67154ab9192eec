from rest_framework import serializers

from core.fields import StrictModelSerializer, Text, Whole
from jobs.models import Job

from .models import Application, Document, InterviewSlot, Remark


class ApplicationSerializer(StrictModelSerializer):
    job = serializers.SlugRelatedField(slug_field="slug", queryset=Job.objects.filter(status="published"))
    note = Text(max_length=4000, required=False, allow_blank=True)
    years = Whole(min_value=0, max_value=60, required=False)

    class Meta:
        model = Application
        fields = ["id", "job", "note", "years", "status"]
        read_only_fields = ["id", "status"]

    def validate_job(self, job):
        if self.instance is not None and job.pk != self.instance.job_id:
            raise serializers.ValidationError("The job of an application stays as it is")
        return job


class RemarkSerializer(StrictModelSerializer):
    text = Text(max_length=2000)

    class Meta:
        model = Remark
        fields = ["id", "author", "text"]
        read_only_fields = ["id", "author"]


class DocumentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Document
        fields = ["id", "content_type", "size"]


class SlotSerializer(serializers.ModelSerializer):
    class Meta:
        model = InterviewSlot
        fields = ["id", "starts", "seats"]
