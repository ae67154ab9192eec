from sqlmodel import Field, SQLModel


class CrewBase(SQLModel):
    name: str
    email: str = Field(unique=True)
    station: str


class Crew(CrewBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    password_hash: str
    totp_seed: str | None = None


class CrewPublic(CrewBase):
    id: int
