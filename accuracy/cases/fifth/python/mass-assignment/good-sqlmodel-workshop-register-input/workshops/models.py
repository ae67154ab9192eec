from sqlmodel import Field, SQLModel


class AttendeeIn(SQLModel):
    email: str = Field(index=True)
    full_name: str


class Attendee(AttendeeIn, table=True):
    id: int | None = Field(default=None, primary_key=True)
    is_organiser: bool = False
    fee_cents: int = 12_000
