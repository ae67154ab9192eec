from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=255, pattern=r"^[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>]+$"
    ),
]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=20000)]
WEAK_PASSWORDS = {
    "password", "password1", "passwort", "12345678", "123456789", "1234567890", "qwertyuiop",
    "iloveyou", "11111111", "letmein123", "administrator", "qwerty123", "changethis",
}


def _checked_password(value: str) -> str:
    if value.lower() in WEAK_PASSWORDS:
        raise ValueError("This password is too common")
    return value


class Message(BaseModel):
    message: str


class ORMModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)


# users


class UserBase(BaseModel):
    email: Email
    full_name: str = Field(default="", max_length=120)


class UserRegister(UserBase):
    password: str = Field(min_length=8, max_length=128)
    role: Literal["student", "teacher"] = "student"

    _password = field_validator("password")(_checked_password)


class UserUpdate(BaseModel):
    email: Email | None = None
    full_name: str | None = Field(default=None, max_length=120)
    bio: str | None = Field(default=None, max_length=4000)
    website_url: str | None = Field(default=None, max_length=300)
    payout_iban: str | None = Field(default=None, max_length=40, pattern=r"^[A-Z0-9 ]*$")
    role: Literal["student", "teacher"] | None = None
    is_active: bool | None = None
    is_superuser: bool | None = None
    balance_cents: int | None = None


class UserUpdateMe(BaseModel):
    full_name: str | None = Field(default=None, max_length=120)
    bio: str | None = Field(default=None, max_length=4000)
    website_url: str | None = Field(default=None, max_length=300)
    payout_iban: str | None = Field(default=None, max_length=40, pattern=r"^[A-Z0-9 ]*$")


class UserRead(ORMModel):
    id: int
    email: str
    full_name: str
    role: str
    is_active: bool
    is_superuser: bool
    bio: str
    website_url: str | None
    avatar_color: str
    payout_iban: str | None
    balance_cents: int
    created_at: datetime


class UserList(BaseModel):
    data: list[UserRead]
    count: int


class PasswordChange(BaseModel):
    current_password: str = Field(max_length=128)
    new_password: str = Field(min_length=8, max_length=128)

    _password = field_validator("new_password")(_checked_password)


class PasswordRecovery(BaseModel):
    email: Email


class PasswordReset(BaseModel):
    token: str = Field(max_length=1000)
    new_password: str = Field(min_length=8, max_length=128)

    _password = field_validator("new_password")(_checked_password)


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


# courses


class TeacherRead(ORMModel):
    id: int
    full_name: str
    bio: str
    avatar_color: str


class CourseCreate(BaseModel):
    title: Title
    summary: str = Field(default="", max_length=4000)
    category: str = Field(default="general", min_length=1, max_length=160)
    price_cents: int = Field(default=0, ge=0, le=10_000_000)
    published: bool = False


class CourseUpdate(BaseModel):
    title: Title | None = None
    summary: str | None = Field(default=None, max_length=4000)
    category: str | None = Field(default=None, min_length=1, max_length=160)
    price_cents: int | None = Field(default=None, ge=0, le=10_000_000)
    published: bool | None = None


class CourseRead(ORMModel):
    id: int
    teacher_id: int
    title: str
    summary: str
    category: str
    price_cents: int
    published: bool
    cover: str


class CourseDetail(CourseRead):
    teacher: TeacherRead


class CourseList(BaseModel):
    data: list[CourseRead]
    count: int


class RelatedCourse(BaseModel):
    id: int
    title: str
    summary: str


class Dashboard(BaseModel):
    course_id: int
    role: str
    progress: int | None = None
    note: str | None = None
    best_scores: dict[str, int] = {}
    students: int | None = None
    revenue_cents: int | None = None


class LessonCreate(BaseModel):
    title: Title
    content: str = Field(default="", max_length=100000)
    position: int = Field(default=1, ge=1, le=1000)


class LessonImport(BaseModel):
    lesson_id: int


class LessonSummary(ORMModel):
    id: int
    course_id: int
    position: int
    title: str


class LessonRead(LessonSummary):
    content: str


class AttachmentRead(ORMModel):
    id: int
    lesson_id: int
    filename: str
    content_type: str
    size: int


# enrolments and money


class EnrollmentCreate(BaseModel):
    course_id: int


class EnrollmentUpdate(BaseModel):
    progress: int | None = Field(default=None, ge=0, le=100)
    private_note: str | None = Field(default=None, max_length=4000)


class EnrollmentRead(ORMModel):
    id: int
    course_id: int
    user_id: int
    status: str
    paid_cents: int
    progress: int
    private_note: str
    created_at: datetime


class CheckoutRequest(BaseModel):
    course_id: int
    seats: int = Field(default=1, ge=1, le=500)
    method: Literal["wallet", "card"] = "card"
    coupon_code: str | None = Field(default=None, max_length=40)
    billing_name: str = Field(default="", max_length=160)


class PaymentRead(ORMModel):
    id: int
    user_id: int
    course_id: int
    seats: int
    amount_cents: int
    method: str
    status: str
    reference: str
    billing_name: str
    created_at: datetime


class ProviderEvent(BaseModel):
    type: Literal["payment.succeeded", "payment.failed"]
    reference: str = Field(max_length=40)


class CouponCreate(BaseModel):
    code: str = Field(min_length=4, max_length=40, pattern=r"^[A-Z0-9-]+$")
    percent: int = Field(ge=1, le=100)
    max_uses: int = Field(default=1, ge=1, le=10000)


class CouponRead(ORMModel):
    id: int
    course_id: int | None
    code: str
    percent: int
    max_uses: int
    used: int


class RedeemRequest(BaseModel):
    code: str = Field(max_length=40)


class Wallet(BaseModel):
    balance_cents: int


class PayoutCreate(BaseModel):
    amount_cents: int = Field(ge=1, le=100_000_000)


class PayoutRead(ORMModel):
    id: int
    teacher_id: int
    amount_cents: int
    status: str
    created_at: datetime


# quizzes


class QuestionCreate(BaseModel):
    prompt: str = Field(min_length=1, max_length=4000)
    options: list[Annotated[str, StringConstraints(max_length=400)]] = Field(min_length=2, max_length=10)
    correct_option: int = Field(ge=0, le=9)


class QuizCreate(BaseModel):
    title: Title
    pass_percent: int = Field(default=60, ge=1, le=100)
    max_attempts: int = Field(default=3, ge=1, le=20)
    questions: list[QuestionCreate] = Field(min_length=1, max_length=100)


class QuestionRead(ORMModel):
    id: int
    prompt: str
    options: list[str]


class QuestionWithAnswer(QuestionRead):
    correct_option: int


class QuizRead(ORMModel):
    id: int
    course_id: int
    title: str
    pass_percent: int
    max_attempts: int
    questions: list[QuestionRead]


class QuizForTeacher(QuizRead):
    questions: list[QuestionWithAnswer]


class AttemptCreate(BaseModel):
    answers: list[Annotated[int, Field(ge=-1, le=9)]] = Field(max_length=100)


class AttemptRead(ORMModel):
    id: int
    quiz_id: int
    user_id: int
    score: int
    feedback: str
    created_at: datetime


class GradeItem(BaseModel):
    attempt_id: int
    score: int = Field(ge=0, le=100)
    feedback: str = Field(default="", max_length=4000)


class GradeRequest(BaseModel):
    grades: list[GradeItem] = Field(min_length=1, max_length=100)


class GradeResult(BaseModel):
    updated: int


# certificates


class CertificateRead(ORMModel):
    code: str
    student_name: str
    course_title: str
    issued_at: datetime


class CertificatePreview(BaseModel):
    template: str = Field(max_length=4000)


class PreviewResult(BaseModel):
    text: str


# forum and announcements


class ThreadCreate(BaseModel):
    title: Title
    body: Body


class ThreadRead(ORMModel):
    id: int
    course_id: int
    author_id: int
    title: str
    created_at: datetime


class PostCreate(BaseModel):
    body: Body


class PostRead(ORMModel):
    id: int
    thread_id: int
    author_id: int
    body: str
    created_at: datetime


class ThreadDetail(ThreadRead):
    posts: list[PostRead]


class AnnouncementCreate(BaseModel):
    title: Title
    body: Body


class AnnouncementUpdate(AnnouncementCreate):
    course_id: int


class AnnouncementRead(ORMModel):
    id: int
    course_id: int
    title: str
    body: str
    created_at: datetime


# integrations


class ApiTokenCreate(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    scopes: list[Literal["read", "write"]] = Field(default=["read"], max_length=2)
    days: int = Field(default=90, ge=1, le=365)


class ApiTokenRead(ORMModel):
    id: int
    name: str
    scopes: list[str]
    hint: str
    expires_at: datetime
    created_at: datetime


class ApiTokenCreated(ApiTokenRead):
    token: str


class WebhookCreate(BaseModel):
    url: str = Field(max_length=300, pattern=r"^https?://")
    event: Literal["enrollment.created", "payment.succeeded", "certificate.issued"]


class WebhookRead(ORMModel):
    id: int
    url: str
    event: str
    created_at: datetime


class WebhookTestResult(BaseModel):
    delivered: bool
    status_code: int | None = None


class FeedLink(BaseModel):
    url: str


class HelpArticleRead(ORMModel):
    id: int
    title: str
    body: str
