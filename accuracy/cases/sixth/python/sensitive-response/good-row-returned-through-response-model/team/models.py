from datetime import datetime

from sqlmodel import Field, SQLModel


class User(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    email: str = Field(unique=True)
    password_hash: str
    recovery_code: str | None = None
    joined_at: datetime


class UserOut(SQLModel):
    id: int
    name: str
    joined_at: datetime
