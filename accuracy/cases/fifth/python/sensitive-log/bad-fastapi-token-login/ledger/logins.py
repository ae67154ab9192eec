import logging

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ledger.database import Base

logger = logging.getLogger("ledger.logins")
hasher = PasswordHasher()


class Account(Base):
    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]


def check(session: Session, email: str, password: str) -> Account | None:
    account = session.query(Account).filter_by(email=email).one_or_none()
    try:
        if account is not None and hasher.verify(account.password_hash, password):
            return account
    except VerifyMismatchError:
        logger.warning("login of %s failed with password %s", account.id, password)
    return None
