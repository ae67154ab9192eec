"""What a first start needs: the tables, public examples and, when the environment names one, an administrator."""

import os
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connections
from django.utils import timezone


def prepare() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    _examples()
    _administrator()
    connections.close_all()


def _examples() -> None:
    from applications.models import InterviewSlot
    from jobs.models import Job

    if Job.objects.exists():
        return
    departments = ("Platform", "Design", "Sales")
    jobs = [Job(slug=f"engineer-{number}", title=f"Engineer {number}", department=departments[number % 3], description="You build things with us.", status="published") for number in range(1, 31)]
    jobs.append(
        Job(slug="support-engineer", title="Support engineer", department="Support", status="published", description='You read reports such as: Traceback (most recent call last): File "/srv/app/views.py", line 10, in index.')
    )
    Job.objects.bulk_create(jobs)
    InterviewSlot.objects.bulk_create(InterviewSlot(starts=timezone.now() + timedelta(days=day)) for day in range(1, 11))


def _administrator() -> None:
    from accounts.models import Account

    email, password = os.environ.get("BOOTSTRAP_ADMIN_EMAIL"), os.environ.get("BOOTSTRAP_ADMIN_PASSWORD")
    if not email or not password or Account.objects.filter(role="admin").exists():
        return
    if len(password) < 12:
        raise ValueError("BOOTSTRAP_ADMIN_PASSWORD: needs at least 12 characters")
    Account.objects.create(email=email.lower(), password=make_password(password), role="admin")
