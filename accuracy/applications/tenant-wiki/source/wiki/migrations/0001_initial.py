import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def pk():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel("Tenant", [pk(), ("slug", models.SlugField(unique=True)), ("active", models.BooleanField(default=True))]),
        migrations.CreateModel(
            "User",
            [
                pk(),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("role", models.CharField(choices=[("reader", "Reader"), ("editor", "Editor")], default="reader", max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("tenant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="wiki.tenant")),
            ],
        ),
        migrations.CreateModel(
            "ApiToken",
            [
                pk(),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            "Page",
            [
                pk(),
                ("title", models.CharField(max_length=160)),
                ("body_html", models.TextField()),
                ("published", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("author", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ("tenant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="wiki.tenant")),
            ],
            options={"ordering": ["-updated_at", "pk"]},
        ),
        migrations.AddIndex("Page", models.Index(fields=["tenant", "-updated_at"], name="wiki_page_tenant_updated")),
    ]
