from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from .tenancy import TenantManager


class Tenant(models.Model):
    slug = models.SlugField(unique=True)
    active = models.BooleanField(default=True)


class User(AbstractBaseUser):
    class Role(models.TextChoices):
        READER = "reader"
        EDITOR = "editor"

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE)
    email = models.EmailField(unique=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.READER)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"


class ApiToken(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)


class Page(models.Model):
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE)
    author = models.ForeignKey(User, on_delete=models.PROTECT)
    title = models.CharField(max_length=160)
    # Cleaned on the way in (see richtext.clean); every writer goes through PageSerializer or import_page.
    body_html = models.TextField()
    published = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TenantManager()

    class Meta:
        ordering = ["-updated_at", "pk"]
        indexes = [models.Index(fields=["tenant", "-updated_at"], name="wiki_page_tenant_updated")]
