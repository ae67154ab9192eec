from django.http import JsonResponse
from django.views.generic import ListView

from .models import Team


class LeagueTable(ListView):
    http_method_names = ["get"]
    paginate_by = 20
    ordering = ["-points", "name"]
    queryset = Team.objects.select_related("coach").prefetch_related("players")

    def render_to_response(self, context, **kwargs):
        table = []
        for team in context["page_obj"]:
            scorers = [player.name for player in team.players.all() if player.goals > 0]
            table.append({"team": team.name, "coach": team.coach.name, "points": team.points, "scorers": scorers})
        return JsonResponse({"table": table})
