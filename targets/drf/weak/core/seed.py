from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from applications.models import Application, InterviewSlot, Note
from jobs.models import Job

PEOPLE = [
    ("admin", "admin@talent.example", "admin", "admin"),
    ("rita", "rita@talent.example", "meadow-31", "recruiter"),
    ("tomas", "tomas@mail.example", "violin-8", "candidate"),
    ("yuki", "yuki@mail.example", "canyon-5", "candidate"),
]


def seed():
    if User.objects.exists():
        return
    people = []
    for username, email, password, role in PEOPLE:
        user = User(username=username, email=email, role=role, phone="+00 555 0117", is_staff=role == "admin", is_superuser=role == "admin")
        user.set_password(password)
        user.save()
        people.append(user)
    admin, rita, tomas, yuki = people
    for number in range(1, 31):
        Job.objects.create(
            title=f"Engineer {number}",
            slug=f"engineer-{number}",
            department=["Platform", "Design", "Sales"][number % 3],
            description="<p>You build things with us.</p>",
            status="draft" if number % 5 == 0 else "published",
            salary_max=60000 + number * 500,
            created_by=rita,
        )
    Job.objects.create(
        title="Support engineer", slug="support-engineer", department="Support", created_by=rita, status="published", salary_max=58000,
        description='You read reports such as: Traceback (most recent call last): File "/srv/app/views.py", line 10, in index, and sqlite3.OperationalError: near "FROM": syntax error.',
    )
    for number in range(1, 25):
        application = Application.objects.create(job_id=number, candidate=tomas if number % 2 else yuki, cover_letter="I would like to work with you.", score=number)
        Note.objects.create(application=application, author=rita, text=f"Call back about {number}", private=True)
    for day in range(1, 11):
        InterviewSlot.objects.create(starts=timezone.now() + timedelta(days=day), seats=1)
