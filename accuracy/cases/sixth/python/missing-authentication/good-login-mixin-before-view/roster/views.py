import json

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.dateparse import parse_date
from django.views import View

from roster.models import Employee, Team


class JsonView(View):
    def dispatch(self, request, *args, **kwargs):
        if request.method in ("POST", "PUT"):
            try:
                request.payload = json.loads(request.body)
            except ValueError:
                return JsonResponse({"error": "json"}, status=400)
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def invalid(error):
        return JsonResponse({"errors": error.message_dict}, status=422)


class TeamView(LoginRequiredMixin, JsonView):
    raise_exception = True

    def get(self, request, pk):
        people = Employee.objects.filter(team_id=pk).values("id", "full_name")[:200]
        return JsonResponse({"employees": list(people)})


class EmployeeView(LoginRequiredMixin, View):
    raise_exception = True

    def post(self, request):
        team = Team.objects.filter(pk=request.POST.get("team")).first()
        employee = Employee(
            team=team,
            full_name=request.POST.get("full_name", ""),
            phone=request.POST.get("phone", ""),
            starts_on=parse_date(request.POST.get("starts_on", "")),
        )
        try:
            employee.full_clean()
        except ValidationError as error:
            return JsonView.invalid(error)
        employee.save()
        return JsonResponse({"id": employee.pk}, status=201)
