from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from .forms import PlanForm
from .models import Course, CourseLesson
from .plans import PlanReader


class ImportPlan(PermissionRequiredMixin, FormView):
    permission_required = "courses.change_course"
    template_name = "courses/import.html"
    form_class = PlanForm

    def form_valid(self, form):
        course = get_object_or_404(Course, pk=form.cleaned_data["course"], teacher=self.request.user)
        try:
            lessons = list(PlanReader().read(form.cleaned_data["plan"]))
        except (ValueError, KeyError, TypeError):
            form.add_error("plan", "The plan cannot be read.")
            return self.form_invalid(form)
        CourseLesson.objects.bulk_create(
            CourseLesson(course=course, title=lesson.title, minutes=lesson.minutes) for lesson in lessons
        )
        return redirect("course", pk=course.pk)
