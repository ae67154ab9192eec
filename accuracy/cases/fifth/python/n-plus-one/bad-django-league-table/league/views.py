from django.http import JsonResponse
from django.views.generic import ListView

from .models import Team


class LeagueTable(ListView):
    http_method_names = ["get"]
    paginate_by = 20
    ordering = ["-points", "name"]
    queryset = Team.objects.all()

    def render_to_response(self, context, **kwargs):
        table = []
        for team in context["page_obj"]:
            scorers = [player.name for player in team.players.filter(goals__gt=0)]
            table.append({"team": team.name, "coach": team.coach.name, "points": team.points, "scorers": scorers})
        return JsonResponse({"table": table})
