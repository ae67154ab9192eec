from rest_framework import serializers

from .models import Course


class CourseSerializer(serializers.ModelSerializer):
    lesson_count = serializers.SerializerMethodField()

    class Meta:
        model = Course
        fields = ["id", "title", "lesson_count"]

    def get_lesson_count(self, course):
        return course.lessons.count()
