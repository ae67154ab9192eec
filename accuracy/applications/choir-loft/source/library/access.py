from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied

from .models import Singer


def singer_of(request):
    singer, _ = Singer.objects.get_or_create(user=request.user)
    return singer


def librarian_required(view):
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not singer_of(request).is_librarian:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
