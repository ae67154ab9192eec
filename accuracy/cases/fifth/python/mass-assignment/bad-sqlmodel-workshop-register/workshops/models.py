from sqlmodel import Field, SQLModel


class Attendee(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(index=True)
    full_name: str
    is_organiser: bool = False
    fee_cents: int = 12_000
