import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import F, Q

import herbarium.models

KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
ROLES = [("visitor", "Visitor"), ("curator", "Curator"), ("registrar", "Registrar"), ("director", "Director")]


def to(model, on_delete=django.db.models.deletion.PROTECT, **options):
    return models.ForeignKey(on_delete=on_delete, to=f"herbarium.{model}", **options)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.CreateModel(
            name="Institution",
            fields=[
                KEY,
                ("name", models.CharField(max_length=120, unique=True)),
                ("webhook_url", models.URLField(blank=True, max_length=300)),
                ("webhook_key", models.CharField(default=herbarium.models.webhook_key, editable=False, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                KEY,
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("is_superuser", models.BooleanField(default=False, verbose_name="superuser status")),
                ("username", models.CharField(max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()])),
                ("first_name", models.CharField(blank=True, max_length=150)),
                ("last_name", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                ("role", models.CharField(choices=ROLES, default="visitor", max_length=12)),
                ("groups", models.ManyToManyField(blank=True, related_name="user_set", related_query_name="user", to="auth.group")),
                ("institution", to("Institution", null=True, related_name="people")),
                ("user_permissions", models.ManyToManyField(blank=True, related_name="user_set", related_query_name="user", to="auth.permission")),
            ],
            managers=[("objects", django.contrib.auth.models.UserManager())],
        ),
        migrations.CreateModel(
            name="Specimen",
            fields=[
                KEY,
                ("accession", models.CharField(max_length=24)),
                ("taxon", models.CharField(max_length=160)),
                ("locality", models.CharField(blank=True, max_length=240)),
                ("remarks", models.TextField(blank=True, max_length=4000)),
                ("collected_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("institution", to("Institution")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["institution", "accession"], name="one_accession")],
                "indexes": [GinIndex(SearchVector("taxon", "locality", "remarks", config="simple"), name="specimen_words")],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("etag", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("specimen", to("Specimen", django.db.models.deletion.CASCADE, related_name="photos")),
            ],
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                KEY,
                ("borrower", models.CharField(max_length=160)),
                ("state", models.CharField(choices=[("asked", "Asked"), ("out", "Out"), ("back", "Back")], default="asked", max_length=6)),
                ("due_on", models.DateField()),
                ("share_epoch", models.PositiveIntegerField(default=0)),
                ("asked_by", to("Person", related_name="loans")),
                ("institution", to("Institution")),
                ("specimen", to("Specimen", related_name="loans")),
            ],
            options={"constraints": [models.UniqueConstraint(condition=Q(state="out"), fields=["specimen"], name="out_once")]},
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                KEY,
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("deed", models.CharField(max_length=40)),
                ("thing", models.CharField(max_length=80)),
                ("institution", to("Institution", null=True)),
                ("person", to("Person", null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                KEY,
                ("kind", models.CharField(choices=[("letter", "Letter"), ("webhook", "Webhook")], max_length=8)),
                ("payload", models.JSONField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(db_index=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("institution", to("Institution", django.db.models.deletion.CASCADE)),
            ],
            options={"indexes": [models.Index(F("due_at"), name="outgoing_due", condition=Q(done_at=None))]},
        ),
    ]
