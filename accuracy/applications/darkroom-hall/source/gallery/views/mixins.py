from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from hall.middleware import counted

from ..models import Note


class Seen:
    """Rows that the member may see."""

    def get_queryset(self):
        return self.model.objects.seen_by(self.request.user)


class Curated:
    """Rows that the member may change; others count as missing."""

    def get_queryset(self):
        return self.model.objects.curated_by(self.request.user)


class Hung:
    def get_queryset(self):
        return self.model.objects.hung_by(self.request.user)


class StewardOnly:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated or not request.user.is_steward:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Noted:
    action = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        Note.write(self.request, self.action, getattr(self.object, "pk", "-"))
        return response


class Paced:
    """For costly views: so many a minute and member."""

    pace = 10

    def dispatch(self, request, *args, **kwargs):
        if not counted(type(self).__name__, str(request.user.pk), self.pace, 60):
            return HttpResponse("Too many requests", status=429, content_type="text/plain", headers={"Retry-After": "60"})
        return super().dispatch(request, *args, **kwargs)
