import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel("Score", [
            ("id", models.BigAutoField(primary_key=True)),
            ("title", models.CharField(max_length=200)),
            ("composer", models.CharField(max_length=120, db_index=True)),
            ("copies", models.PositiveIntegerField(default=0)),
            ("remarks", models.TextField(blank=True)),
            ("sheet", models.FileField(upload_to="sheets", blank=True)),
        ]),
        migrations.CreateModel("Concert", [
            ("id", models.BigAutoField(primary_key=True)),
            ("title", models.CharField(max_length=200)),
            ("seats_left", models.PositiveIntegerField(default=0)),
            ("price_cents", models.PositiveIntegerField(default=1200)),
        ]),
        migrations.CreateModel("Singer", [
            ("id", models.BigAutoField(primary_key=True)),
            ("voice", models.CharField(max_length=10, default="alto")),
            ("phone", models.CharField(max_length=30, blank=True)),
            ("about", models.TextField(blank=True)),
            ("is_librarian", models.BooleanField(default=False)),
            ("fee_paid", models.BooleanField(default=False)),
            ("user", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
        ]),
        migrations.CreateModel("Rehearsal", [
            ("id", models.BigAutoField(primary_key=True)),
            ("starts_at", models.DateTimeField(db_index=True)),
            ("place", models.CharField(max_length=120)),
            ("leader", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="library.singer")),
        ]),
        migrations.CreateModel("Loan", [
            ("id", models.BigAutoField(primary_key=True)),
            ("returned", models.BooleanField(default=False)),
            ("note", models.CharField(max_length=200, blank=True)),
            ("score", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="library.score")),
            ("singer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="library.singer")),
        ]),
        migrations.CreateModel("Ticket", [
            ("id", models.BigAutoField(primary_key=True)),
            ("paid_cents", models.PositiveIntegerField(default=0)),
            ("settled", models.BooleanField(default=False)),
            ("code", models.CharField(max_length=32)),
            ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ("concert", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="library.concert")),
        ]),
        migrations.CreateModel("Invoice", [
            ("id", models.BigAutoField(primary_key=True)),
            ("amount_cents", models.PositiveIntegerField()),
            ("text", models.TextField()),
            ("singer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="library.singer")),
        ]),
    ]
