import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.utils.timezone
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import CASCADE, PROTECT, SET_NULL, Q

DUTIES = [("watcher", "Watcher"), ("dispatcher", "Dispatcher"), ("admin", "Admin")]
STATES = [("planned", "Planned"), ("moving", "Moving"), ("delivered", "Delivered")]


def key():
    return ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False))


def number():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def to(name, on_delete=PROTECT, **options):
    return models.ForeignKey(on_delete=on_delete, to=f"shipments.{name}", **options)


def created():
    return ("created_at", models.DateTimeField(auto_now_add=True))


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.CreateModel("Carrier", [key(), ("name", models.CharField(max_length=120, unique=True))]),
        migrations.CreateModel(
            "User",
            [
                number(),
                ("password", models.CharField(max_length=128)),
                ("last_login", models.DateTimeField(blank=True, null=True)),
                ("is_superuser", models.BooleanField(default=False)),
                ("username", models.CharField(max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()])),
                ("first_name", models.CharField(blank=True, max_length=150)),
                ("last_name", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                ("duty", models.CharField(choices=DUTIES, default="watcher", max_length=10)),
                ("carrier", to("Carrier", null=True)),
                ("groups", models.ManyToManyField(blank=True, related_name="user_set", related_query_name="user", to="auth.group")),
                ("user_permissions", models.ManyToManyField(blank=True, related_name="user_set", related_query_name="user", to="auth.permission")),
            ],
            managers=[("objects", django.contrib.auth.models.UserManager())],
        ),
        migrations.CreateModel(
            "Shipment",
            [
                key(),
                created(),
                ("number", models.CharField(max_length=40)),
                ("profile", models.CharField(max_length=20)),
                ("origin", models.CharField(max_length=120)),
                ("destination", models.CharField(max_length=120)),
                ("state", models.CharField(choices=STATES, default="planned", max_length=10)),
                ("too_warm_since", models.DateTimeField(null=True)),
                ("carrier", to("Carrier")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["carrier", "number"], name="one_number")],
                "indexes": [
                    models.Index(fields=["carrier", "state", "-created_at"], name="shipment_list"),
                    GinIndex(SearchVector("number", "origin", "destination", config="simple"), name="shipment_words"),
                ],
            },
        ),
        migrations.CreateModel(
            "Sensor",
            [
                key(),
                created(),
                ("name", models.CharField(max_length=60)),
                ("key_digest", models.CharField(max_length=64, unique=True)),
                ("retired", models.BooleanField(default=False)),
                ("carrier", to("Carrier")),
                ("shipment", to("Shipment", SET_NULL, null=True, related_name="sensors")),
            ],
        ),
        migrations.CreateModel(
            "Reading",
            [
                number(),
                ("at", models.DateTimeField()),
                ("celsius", models.DecimalField(decimal_places=2, max_digits=5)),
                ("sensor", to("Sensor", CASCADE)),
                ("shipment", to("Shipment", CASCADE, related_name="readings")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["sensor", "at"], name="one_reading")],
                "indexes": [models.Index(fields=["shipment", "at"], name="reading_line")],
            },
        ),
        migrations.CreateModel("Hook", [key(), created(), ("url", models.URLField(max_length=300)), ("key_sealed", models.BinaryField()), ("carrier", to("Carrier"))]),
        migrations.CreateModel(
            "Outgoing",
            [
                key(),
                ("body", models.JSONField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("hook", to("Hook", CASCADE)),
            ],
            options={"indexes": [models.Index(condition=Q(done_at=None), fields=["due_at"], name="outgoing_due")]},
        ),
        migrations.CreateModel(
            "AuditEntry",
            [
                key(),
                ("deed", models.CharField(max_length=40)),
                ("thing", models.CharField(max_length=80)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("actor", to("User", null=True)),
                ("carrier", to("Carrier", null=True)),
            ],
        ),
    ]
