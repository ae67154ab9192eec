"""First rows of an empty database."""
import secrets
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import func, select

from .auth import hash_password
from .extensions import db
from .models import (Article, Attachment, BudgetLine, Call, Comment, Institution, Notification, Payment, Proposal, Review, User)

ARTICLES = [
    ("getting-started", "Getting started", "Register, choose a call and write your proposal. Budgets are kept in cents."),
    ("import-errors", "Messages of the importer",
     "sqlite3.OperationalError: near \"'\": syntax error was a message of the old importer; please send the file again."),
    ("tokens", "Personal access tokens", "Send Authorization: Bearer fwp_example0000000000000000000000 with your own token in its place."),
    ("review", "How we review", "Two reviewers read each proposal. Names stay with the office."),
]


def _person(name, email, home, role="applicant", lead=False, password=None, **more):
    user = User(name=name, email=email, institution=home, role=role, lead=lead,
                password_hash=hash_password(password or secrets.token_urlsafe(24)), **more)
    db.session.add(user)
    return user


def run_if_empty():
    if db.session.scalar(select(func.count()).select_from(User)):
        return
    office = Institution(name="Grants Office", country="NL", homepage="https://fundwell.test")
    delta = Institution(name="Delta University", country="NL", iban="NL02ABNA0123456789")
    fjord = Institution(name="Fjord Institute", country="NO", iban="NO9386011117947")
    db.session.add_all([office, delta, fjord])
    _person("Registrar", current_app.config["ADMIN_EMAIL"], office, "admin", True, current_app.config["ADMIN_PASSWORD"])
    _person("Olga Brand", "olga@fundwell.test", office, "officer")
    reviewer = _person("Rutger Aal", "rutger@reviewers.test", office, "reviewer")
    second = _person("Signe Holm", "signe@reviewers.test", office, "reviewer")
    dora = _person("Dora Lind", "dora@delta.test", delta, lead=True, phone="+31 20 555 0133", public_profile=True,
                   bio="Works on river sediments.\n\nTeaches field methods.")
    finn = _person("Finn Strand", "finn@fjord.test", fjord, lead=True)

    soon = (date.today() + timedelta(days=120)).isoformat()
    past = (date.today() - timedelta(days=60)).isoformat()
    open_call = Call(code="EARTH-26", title="Earth and water", deadline=soon, ceiling=25_000_000,
                     letter="Dear {name},\n\nwe have “{title}” under {code} ({{ call.title }}), {total} EUR.\n")
    closed = Call(code="HIST-25", title="History of science", deadline=past, ceiling=8_000_000)
    travel = Call(code="TRAVEL-26", title="Conference travel", kind="travel", deadline=soon, ceiling=120_000, places=200)
    db.session.add_all([open_call, closed, travel])
    db.session.flush()

    granted = Proposal(call=closed, institution=delta, owner=dora, title="Letters of the lens makers", status="awarded",
                       abstract="Correspondence of instrument makers.", keywords="history, optics", awarded=6_400_000,
                       slug="grant-lens-makers", extra={"topic": "optics"})
    running = Proposal(call=open_call, institution=delta, owner=dora, title="Sediment memory", status="submitted",
                       abstract="Cores from six river mouths.", keywords="rivers, sediment", extra={"topic": "rivers"})
    draft = Proposal(call=open_call, institution=fjord, owner=finn, title="Cold fjord plankton",
                     abstract="Confidential pilot data of 2025.", keywords="plankton, fjord", extra={"topic": "plankton"})
    for proposal in (granted, running, draft):
        proposal.lines = [BudgetLine(label="Staff", amount=4_200_000), BudgetLine(label="Travel", amount=310_000)]
    db.session.add_all([granted, running, draft])
    db.session.flush()

    path = current_app.config["ATTACHMENTS_DIR"] / secrets.token_hex(16)
    path.write_text("Pilot measurements, not for publication.\n")
    db.session.add(Attachment(proposal_id=draft.id, filename="pilot.txt", mime="text/plain", size=path.stat().st_size, path=path.name))
    db.session.add_all([
        Comment(proposal_id=draft.id, author_id=finn.id, body="The partner from Bergen must not be named yet."),
        Review(proposal_id=granted.id, reviewer_id=reviewer.id, score=9, remarks="Convincing.", confidential="I know the applicant from a conference.", state="done"),
        Review(proposal_id=running.id, reviewer_id=second.id),
        Payment(proposal_id=granted.id, institution_id=delta.id, amount=3_200_000, reference="FW-2025-0001", status="planned"),
        Notification(user_id=dora.id, text="Your proposal Letters of the lens makers was awarded."),
        Notification(user_id=finn.id, text="Reminder: the ethics form of Cold fjord plankton is missing."),
    ])
    db.session.add_all([Article(slug=slug, title=title, body=body) for slug, title, body in ARTICLES])
    db.session.commit()
