import uuid

import nh3
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

markdown = MarkdownIt("commonmark", {"html": False})
ALLOWED_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h2", "h3"}


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **extra):
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **extra):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username):
        return self.get(email=username.lower())


class Organisation(models.Model):
    name = models.CharField(max_length=160, unique=True)

    def __str__(self):
        return self.name


class User(AbstractUser):
    class Role(models.TextChoices):
        APPLICANT = "applicant"
        REVIEWER = "reviewer"
        OFFICER = "officer"

    username = None
    email = models.EmailField(unique=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.APPLICANT)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_ci")]

    def clean(self):
        super().clean()
        self.email = self.email.lower()


class Round(models.Model):
    title = models.CharField(max_length=160)
    closes_at = models.DateTimeField(db_index=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2)
    closed = models.BooleanField(default=False)

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return not self.closed and self.closes_at > timezone.now()


class Application(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        AWARDED = "awarded"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="applications")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=8000)
    amount = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(1)])
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "-created_at"]),
            models.Index(fields=["round", "state"]),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="application_amount_positive")]

    def __str__(self):
        return self.title

    @property
    def summary_html(self):
        rendered = markdown.render(self.summary)
        return mark_safe(nh3.clean(rendered, tags=ALLOWED_TAGS, url_schemes={"https", "mailto"}))


class Attachment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/", max_length=120)
    display_name = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField(auto_now_add=True)


class Review(models.Model):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT)
    score = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_each")]
