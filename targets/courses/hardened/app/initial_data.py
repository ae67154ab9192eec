import logging
import random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.core.config import settings
from app.core.db import Base, SessionLocal, engine
from app.core.security import hash_password

logger = logging.getLogger("lectern.seed")

PLAIN_COVER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">'
    '<rect width="320" height="180" fill="#37474f"/></svg>\n'
)
# People of the catalogue. They have no password and sign in by the reset link only.
PEOPLE = [
    ("ines.varga@lectern.example", "Ines Varga", "teacher"),
    ("jonas.lindqvist@lectern.example", "Jonas Lindqvist", "teacher"),
    ("mei.tanaka@lectern.example", "Mei Tanaka", "student"),
    ("oliver.brandt@lectern.example", "Oliver Brandt", "student"),
    ("tour@lectern.example", "Guided Tour", "student"),
]
HELP = [
    ("Wallet and codes", "Every member may redeem the code WELCOME5 once for 5 EUR of credit."),
    (
        "Messages of the importer",
        "If your export tool prints 'Traceback (most recent call last): sqlite3.OperationalError: "
        "no such table: quiz', the file is not a QTI document. Save it again as XML.",
    ),
    ("API tokens", "Send Authorization: Bearer crs_example_0123456789abcdefghijklmnop with requests."),
    ("Guided tour", "The tour account (tour@lectern.example, password tour-2024) was closed in May."),
]


def _storage() -> None:
    for folder in (settings.attachments_dir, settings.covers_dir, settings.spool_dir):
        folder.mkdir(parents=True, exist_ok=True)
    cover = settings.covers_dir / "plain.svg"
    if not cover.exists():
        cover.write_text(PLAIN_COVER)


def _seed(session: Session) -> None:
    people = []
    for email, name, role in PEOPLE:
        people.append(
            models.User(
                email=email,
                full_name=name,
                role=role,
                hashed_password="!",
                avatar_color=random.choice(["#ef5350", "#42a5f5", "#66bb6a", "#ffa726"]),
                is_active=email != "tour@lectern.example",
            )
        )
    session.add_all(people)
    session.add(
        models.User(email="office@lectern.example", full_name="Office", hashed_password="!", is_superuser=True)
    )
    session.flush()
    ines, jonas, mei, oliver, _tour = people
    ines.payout_iban, jonas.payout_iban = "DE02120300000000202051", "SE4550000000058398257466"
    ines.balance_cents = 48200

    sql = models.Course(
        teacher_id=ines.id, title="Practical SQL", category="data", price_cents=4900, published=True,
        summary="Queries, indexes and plans for people who build products.",
    )
    bread = models.Course(
        teacher_id=jonas.id, title="Bread at home", category="cooking", published=True,
        summary="Four loaves in four weeks.",
    )
    draft = models.Course(
        teacher_id=ines.id, title="Warehouse modelling (draft)", category="data", price_cents=9900,
        summary="Opens in spring.",
    )
    session.add_all([sql, bread, draft])
    session.flush()
    lessons = [
        models.Lesson(course_id=sql.id, position=1, title="Joins", content="Start with the smaller table."),
        models.Lesson(course_id=sql.id, position=2, title="Indexes", content="An index is a sorted copy."),
        models.Lesson(course_id=bread.id, position=1, title="Starter", content="Flour, water, patience."),
        models.Lesson(course_id=draft.id, position=1, title="Facts", content="Facts are events."),
    ]
    session.add_all(lessons)
    session.flush()
    handout = settings.attachments_dir / "seed-joins.txt"
    handout.write_text("Joins handout, for enrolled students.\n")
    session.add(
        models.Attachment(
            lesson_id=lessons[0].id, filename="joins.txt", content_type="text/plain",
            stored_as=handout.name, size=handout.stat().st_size,
        )
    )
    session.add_all(
        [
            models.Enrollment(course_id=sql.id, user_id=mei.id, paid_cents=4900, progress=100,
                              private_note="Ask Ines about the exam date"),
            models.Enrollment(course_id=sql.id, user_id=oliver.id, paid_cents=4900, progress=40),
            models.Enrollment(course_id=bread.id, user_id=mei.id, progress=25),
            models.Payment(user_id=mei.id, course_id=sql.id, amount_cents=4900, method="card", status="paid",
                           reference="pay_2fc1a0b37d", billing_name="Mei Tanaka, Lindenweg 4, Kassel"),
            models.Payment(user_id=oliver.id, course_id=sql.id, amount_cents=4900, method="card", status="paid",
                           reference="pay_b80d5e6641", billing_name="Oliver Brandt"),
            models.Coupon(course_id=sql.id, code="SPRING-SQL", percent=20, max_uses=50),
            models.Coupon(course_id=None, code="WELCOME5", credit_cents=500, max_uses=10000),
            models.Announcement(course_id=sql.id, title="Live session", body="Thursday at six."),
            models.Payout(teacher_id=ines.id, amount_cents=120000, status="paid"),
            models.Webhook(user_id=ines.id, url="https://hooks.varga.example/lectern", event="payment.succeeded"),
        ]
    )
    quiz = models.Quiz(course_id=sql.id, title="Joins check", max_attempts=3)
    quiz.questions = [
        models.Question(prompt="Which join keeps all rows of the left side?",
                        options=["INNER", "LEFT", "CROSS"], correct_option=1),
        models.Question(prompt="What does EXPLAIN show?", options=["A plan", "A table"], correct_option=0),
    ]
    thread = models.Thread(course_id=bread.id, author_id=mei.id, title="Which flour?")
    session.add_all([quiz, thread])
    session.flush()
    session.add_all(
        [
            models.Attempt(quiz_id=quiz.id, user_id=mei.id, answers=[1, 0], score=100, feedback="Very good"),
            models.Post(thread_id=thread.id, author_id=mei.id, body="Is type 550 good for this?"),
            models.Post(thread_id=thread.id, author_id=jonas.id, body="Yes, or 1050 for more taste."),
            models.Certificate(code="Xw0cTq7mJv2hZr9bKd4sNg", course_id=sql.id, user_id=mei.id,
                               student_name="Mei Tanaka", course_title="Practical SQL"),
        ]
    )
    session.add_all([models.HelpArticle(title=title, body=body) for title, body in HELP])


def _administrator(session: Session) -> None:
    if not (settings.ADMIN_EMAIL and settings.ADMIN_PASSWORD):
        return
    email = settings.ADMIN_EMAIL.strip().lower()
    admin = session.scalar(select(models.User).where(models.User.email == email))
    if admin is None:
        admin = models.User(email=email, full_name="Administrator", hashed_password="!")
        session.add(admin)
    admin.hashed_password = hash_password(settings.ADMIN_PASSWORD)
    admin.is_superuser = True
    admin.is_active = True


def init_db() -> None:
    _storage()
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        if not session.scalar(select(func.count()).select_from(models.User)):
            _seed(session)
            logger.info("seeded the catalogue")
        _administrator(session)
        session.commit()
