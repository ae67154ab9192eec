"""First rows of an empty database."""
from __future__ import annotations

import secrets
from datetime import date, timedelta

from sqlalchemy import func, select

from app.core.config import settings
from app.core.security import CLOSED, hash_password, utcnow
from app.db.base import Base, SessionLocal, engine
from app.db.models import (
    Appointment, AuditEntry, Document, Invoice, LabResult, Membership, Message, Patient, Practice, Practitioner,
    Prescription, User, Voucher, Webhook,
)


async def prepare() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal() as db:
        if not await db.scalar(select(func.count(User.id))):
            await fill(db)
            await db.commit()


async def fill(db) -> None:
    # seeded people sign in by a password reset; nobody knows these passwords
    unknown = hash_password(secrets.token_urlsafe(24))
    doctor = User(email="hanna.brandt@lindenhof.example", name="Hanna Brandt", password_hash=unknown)
    desk = User(email="desk@lindenhof.example", name="Jonas Reuter", password_hash=unknown)
    harbour = User(email="office@harbourside.example", name="Mei Larsen", password_hash=unknown)
    mother = User(email="clara.voss@mail.example", name="Clara Voss", password_hash=unknown, phone="+49 40 5550117")
    tour = User(email="tour@carebook.health", name="Demo Tour", password_hash=CLOSED, active=False)
    people = [doctor, desk, harbour, mother, tour]
    if settings.admin_email and settings.admin_password:
        people.append(User(
            email=settings.admin_email, name="Administrator", role="admin",
            password_hash=hash_password(settings.admin_password),
        ))
    else:
        people.append(User(email="admin@carebook.example", name="Administrator", role="admin", password_hash=unknown))
    db.add_all(people)
    await db.flush()

    linden = Practice(
        slug="lindenhof", name="Praxis am Lindenhof", city="Hamburg", owner_id=doctor.id,
        about="General medicine since 1994.\nPlease bring your insurance card.", website="https://lindenhof.example",
        payout_iban="DE02120300000000202051", review_note="Licence checked 2023-04, complaint 118 still open",
        options={"plan": "network", "accent": "green", "export_prefix": "lindenhof"},
    )
    quay = Practice(
        slug="harbourside", name="Harbourside Physio", city="Bremen", owner_id=harbour.id,
        about="Physiotherapy and sports medicine.", payout_iban="DE02500105170137075030",
        review_note="Moved in May, new address not verified", options={"plan": "basic", "accent": "blue"},
    )
    draft = Practice(
        slug="aurora-dental", name="Aurora Dental", city="Kiel", owner_id=harbour.id, published=False,
        options={"plan": "basic"},
    )
    db.add_all([linden, quay, draft])
    await db.flush()
    db.add_all([
        Membership(practice_id=linden.id, user_id=doctor.id, role="owner"),
        Membership(practice_id=linden.id, user_id=desk.id, role="reception"),
        Membership(practice_id=quay.id, user_id=harbour.id, role="owner"),
        Membership(practice_id=draft.id, user_id=harbour.id, role="owner"),
    ])
    brandt = Practitioner(practice_id=linden.id, name="Dr. Hanna Brandt", speciality="General medicine", fee_cents=4800, license_no="HH-20931")
    okafor = Practitioner(practice_id=linden.id, name="Dr. Emeka Okafor", speciality="Cardiology", fee_cents=9200, license_no="HH-31377")
    larsen = Practitioner(practice_id=quay.id, name="Mei Larsen", speciality="Physiotherapy", fee_cents=3900, license_no="HB-00412")
    clara = Patient(account_id=mother.id, name="Clara Voss", birth_date=date(1986, 3, 9), insurance_no="V 8603-11", allergies="Penicillin")
    emil = Patient(account_id=mother.id, name="Emil Voss", birth_date=date(2015, 11, 2), insurance_no="V 8603-12")
    db.add_all([brandt, okafor, larsen, clara, emil])
    await db.flush()

    start = utcnow().replace(hour=9, minute=0, second=0, microsecond=0)
    visits = [
        Appointment(practice_id=linden.id, practitioner_id=brandt.id, patient_id=clara.id, starts_at=start - timedelta(days=20), status="done", reason="Persistent cough", fee_cents=4800),
        Appointment(practice_id=linden.id, practitioner_id=okafor.id, patient_id=clara.id, starts_at=start + timedelta(days=6), reason="ECG after chest pain", fee_cents=9200),
        Appointment(practice_id=quay.id, practitioner_id=larsen.id, patient_id=emil.id, starts_at=start + timedelta(days=9), reason="Ankle sprain", fee_cents=3900),
    ]
    db.add_all(visits)
    await db.flush()
    stored = secrets.token_hex(16)
    letter = b"%PDF-1.4\n% Referral letter for Clara Voss\n%%EOF\n"
    (settings.folder("documents") / stored).write_bytes(letter)
    db.add_all([
        Prescription(practice_id=linden.id, patient_id=clara.id, drug="Salbutamol", dose="100 ug when needed", repeats=2, issued_by=doctor.id),
        Document(patient_id=clara.id, uploaded_by=doctor.id, filename="referral.pdf", stored_name=stored, content_type="application/pdf", size=len(letter)),
        Message(practice_id=linden.id, patient_id=clara.id, sender_id=mother.id, body="Is the referral letter ready?"),
        Message(practice_id=linden.id, patient_id=clara.id, sender_id=desk.id, body="Yes, it is in your documents."),
        Invoice(number="CB-10001", practice_id=linden.id, patient_id=clara.id, appointment_id=visits[0].id, total_cents=4800, paid_cents=4800, status="paid", payment_ref="pr_7Qm2"),
        Invoice(number="CB-10002", practice_id=linden.id, patient_id=clara.id, appointment_id=visits[1].id, total_cents=9200),
        Voucher(practice_id=linden.id, code="WELCOME-LINDEN-7F3K", value_cents=1000, uses_left=5),
        LabResult(practice_id=linden.id, patient_id=clara.id, code="CRP", value="11.2 mg/l"),
        Webhook(practice_id=linden.id, url="https://hooks.lindenhof.example/carebook", secret=secrets.token_hex(20)),
        AuditEntry(user_id=doctor.id, action="practice.opened", subject="lindenhof"),
    ])
