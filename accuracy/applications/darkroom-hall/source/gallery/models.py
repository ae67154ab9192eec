import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class MemberManager(BaseUserManager):
    def create_user(self, email, name, password=None):
        member = self.model(email=self.normalize_email(email).lower(), name=name)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class Member(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_steward = models.BooleanField(default=False)
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager()


class ShowQuery(models.QuerySet):
    def seen_by(self, member):
        if member.is_steward:
            return self
        return self.filter(Q(is_open=True) | Q(seats__member=member)).distinct()

    def curated_by(self, member):
        if member.is_steward:
            return self
        return self.filter(seats__member=member, seats__role=Seat.CURATOR)


class Show(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=8000, blank=True)
    place = models.CharField(max_length=120, blank=True)
    is_open = models.BooleanField(default=False)
    begins = models.DateField()
    objects = ShowQuery.as_manager()

    class Meta:
        ordering = ["-begins", "pk"]


class Seat(models.Model):
    CURATOR, EXHIBITOR = "curator", "exhibitor"
    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=[(CURATOR, "Curator"), (EXHIBITOR, "Exhibitor")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["show", "member"], name="one_seat")]


class PrintQuery(models.QuerySet):
    def seen_by(self, member):
        return self.filter(show__in=Show.objects.seen_by(member).order_by().values("pk"))

    def hung_by(self, member):
        if member.is_steward:
            return self
        return self.filter(Q(author=member) | Q(show__in=Show.objects.curated_by(member).order_by().values("pk")))


def picture_path(instance, _filename):
    return f"prints/{instance.pk.hex[:2]}/{instance.pk.hex}.jpg"


class Print(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    show = models.ForeignKey(Show, on_delete=models.PROTECT, related_name="prints")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="prints")
    title = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    process = models.CharField(max_length=40, blank=True)
    picture = models.FileField(upload_to=picture_path)
    hung_at = models.DateTimeField(auto_now_add=True)
    objects = PrintQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["show", "hung_at"])]


class Note(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def write(cls, request, action, subject):
        member = request.user if request.user.is_authenticated else None
        cls.objects.create(member=member, action=action, subject=str(subject)[:80])
