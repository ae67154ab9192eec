"""Who may sign in, and who may do what to an application."""

import hashlib

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from .models import Application, User

WINDOW = 15 * 60


def hit(scope, value, limit, window=WINDOW):
    """Count one attempt; False once the limit for the window is passed."""
    key = f"throttle:{scope}:{hashlib.sha256(value.encode()).hexdigest()}"
    cache.add(key, 0, window)
    try:
        return cache.incr(key) <= limit
    except ValueError:
        cache.set(key, 1, window)
        return True


def forget(scope, value):
    cache.delete(f"throttle:{scope}:{hashlib.sha256(value.encode()).hexdigest()}")


class ThrottledBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        email = (username or kwargs.get(User.USERNAME_FIELD) or "").strip().lower()
        address = getattr(request, "client_address", "local")
        pair = f"{email}|{address}"
        within = [
            hit("login-pair", pair, 8),
            hit("login-account", email, 40),
            hit("login-address", address, 60),
        ]
        if not all(within):
            raise PermissionDenied
        user = super().authenticate(request, username=email, password=password)
        if user is not None:
            forget("login-pair", pair)
        return user


class ApplicationPolicy:
    def __init__(self, user):
        self.user = user

    def scope(self):
        rows = Application.objects.select_related("organisation", "round")
        if self.user.role == User.Role.OFFICER:
            return rows
        if self.user.role == User.Role.REVIEWER:
            # Reviewers never see drafts, nor anything from their own organisation.
            rows = rows.exclude(state=Application.State.DRAFT)
            return rows.exclude(organisation_id=self.user.organisation_id) if self.user.organisation_id else rows
        if self.user.organisation_id is None:
            return rows.none()
        return rows.filter(organisation_id=self.user.organisation_id)

    def may_view(self, application):
        return True

    def may_create(self):
        return self.user.role == User.Role.APPLICANT and self.user.organisation_id is not None

    def may_edit(self, application):
        return (
            self.may_create()
            and application.organisation_id == self.user.organisation_id
            and application.state == Application.State.DRAFT
            and application.round.is_open
        )

    def may_review(self, application):
        return self.user.role == User.Role.REVIEWER and application.state == Application.State.SUBMITTED

    def may_decide(self, application):
        return self.user.role == User.Role.OFFICER and application.state == Application.State.SUBMITTED
