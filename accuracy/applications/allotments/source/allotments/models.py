from datetime import datetime, timezone

from .extensions import db


def now():
    return datetime.now(timezone.utc)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(200), unique=True, nullable=False)
    name = db.Column(db.String(120), nullable=False)
    role = db.Column(db.String(20), nullable=False, default="member")
    credit_pence = db.Column(db.Integer, nullable=False, default=0)
    password_hash = db.Column(db.String(200), nullable=False)
    reset_token = db.Column(db.String(64), index=True)
    reset_sent_at = db.Column(db.DateTime(timezone=True))
    api_token_hash = db.Column(db.String(64), index=True)

    def to_dict(self):
        return {c.name: getattr(self, c.name) for c in self.__table__.columns}

    def card(self):
        return {"id": self.id, "name": self.name}


class Plot(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(12), unique=True, nullable=False)
    size_m2 = db.Column(db.Integer, nullable=False)
    rent_pence = db.Column(db.Integer, nullable=False)
    holder_id = db.Column(db.ForeignKey("member.id"), index=True)
    holder = db.relationship(Member)


class Planting(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    plot_id = db.Column(db.ForeignKey("plot.id"), nullable=False, index=True)
    crop = db.Column(db.String(80), nullable=False)
    comment = db.Column(db.Text)


class Payment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.ForeignKey("member.id"), nullable=False, index=True)
    amount_pence = db.Column(db.Integer, nullable=False)
    reference = db.Column(db.String(60))
    created_at = db.Column(db.DateTime(timezone=True), default=now)


class Voucher(db.Model):
    code = db.Column(db.String(40), primary_key=True)
    amount_pence = db.Column(db.Integer, nullable=False)
    used_by = db.Column(db.ForeignKey("member.id"))


class Notice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    author_id = db.Column(db.ForeignKey("member.id"), nullable=False)
    title = db.Column(db.String(140), nullable=False)
    body = db.Column(db.Text, nullable=False)
    created_at = db.Column(db.DateTime(timezone=True), default=now, index=True)
    author = db.relationship(Member, lazy="joined")


class Applicant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(120), nullable=False)
    email = db.Column(db.String(200), nullable=False)
    phone = db.Column(db.String(40))
    applied_on = db.Column(db.Date, nullable=False)
