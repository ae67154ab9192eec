import secrets
import uuid

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q


def webhook_key() -> str:
    return secrets.token_urlsafe(32)


class Institution(models.Model):
    name = models.CharField(max_length=120, unique=True)
    webhook_url = models.URLField(blank=True, max_length=300)
    webhook_key = models.CharField(max_length=60, default=webhook_key, editable=False)


class Role(models.TextChoices):
    VISITOR = "visitor"
    CURATOR = "curator"
    REGISTRAR = "registrar"
    DIRECTOR = "director"


class Person(AbstractUser):
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="people")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.VISITOR)
    REQUIRED_FIELDS = ["email"]


class Owned(models.QuerySet):
    """Every read starts here: there is no way from a person to rows of another institution."""

    def of(self, person: Person):
        return self.filter(institution_id=person.institution_id) if person.institution_id else self.none()


class Specimen(models.Model):
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    accession = models.CharField(max_length=24)
    taxon = models.CharField(max_length=160)
    locality = models.CharField(max_length=240, blank=True)
    remarks = models.TextField(max_length=4000, blank=True)
    collected_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = Owned.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "accession"], name="one_accession")]
        indexes = [GinIndex(SearchVector("taxon", "locality", "remarks", config="simple"), name="specimen_words")]


class Photo(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    specimen = models.ForeignKey(Specimen, on_delete=models.CASCADE, related_name="photos")
    etag = models.CharField(max_length=40)
    added_at = models.DateTimeField(auto_now_add=True)


class Loan(models.Model):
    class State(models.TextChoices):
        ASKED = "asked"
        OUT = "out"
        BACK = "back"

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    specimen = models.ForeignKey(Specimen, on_delete=models.PROTECT, related_name="loans")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="loans")
    borrower = models.CharField(max_length=160)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKED)
    due_on = models.DateField()
    share_epoch = models.PositiveIntegerField(default=0)

    objects = Owned.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["specimen"], condition=Q(state="out"), name="out_once")]


class AuditEntry(models.Model):
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    deed = models.CharField(max_length=40)
    thing = models.CharField(max_length=80)

    objects = Owned.as_manager()


class Outgoing(models.Model):
    """What is to leave the house: a letter or a call of a webhook. Written in the transaction of its cause."""

    class Kind(models.TextChoices):
        LETTER = "letter"
        WEBHOOK = "webhook"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE)
    payload = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(F("due_at"), name="outgoing_due", condition=Q(done_at=None))]
