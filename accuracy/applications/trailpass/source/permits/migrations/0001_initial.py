import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [(s, s.capitalize()) for s in ("asked", "granted", "declined", "cancelled", "used", "expired")]
user = settings.AUTH_USER_MODEL
cascade, protect = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            "Trail",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(max_length=4000, blank=True)),
                ("closed", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            "Day",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("day", models.DateField()),
                ("left", models.PositiveIntegerField()),
                ("trail", models.ForeignKey(on_delete=cascade, related_name="days", to="permits.trail")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["trail", "day"], name="one_quota_a_day")]},
        ),
        migrations.CreateModel(
            "Permit",
            [
                ("id", models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)),
                ("day", models.DateField()),
                ("hikers", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ("state", models.CharField(max_length=10, choices=STATES, default="asked")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("trail", models.ForeignKey(on_delete=protect, related_name="permits", to="permits.trail")),
                ("holder", models.ForeignKey(on_delete=cascade, related_name="permits", to=user)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["holder", "-asked_at"], name="permit_holder"),
                    models.Index(fields=["state", "day"], name="permit_state"),
                ]
            },
        ),
        migrations.CreateModel(
            "Report",
            [
                ("id", models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)),
                ("text", models.TextField(max_length=2000)),
                ("picture", models.UUIDField(null=True, editable=False)),
                ("solved", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("trail", models.ForeignKey(on_delete=cascade, related_name="reports", to="permits.trail")),
                ("author", models.ForeignKey(on_delete=cascade, related_name="reports", to=user)),
            ],
        ),
    ]
