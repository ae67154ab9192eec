from django.urls import path
from django.views.decorators.cache import cache_page

from .views import LeagueTable

urlpatterns = [path("table/", cache_page(60)(LeagueTable.as_view()), name="league-table")]
