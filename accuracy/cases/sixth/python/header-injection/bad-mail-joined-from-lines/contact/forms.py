from pydantic import BaseModel, EmailStr, Field


class ContactForm(BaseModel):
    sender: EmailStr
    subject: str = Field(min_length=3, max_length=150)
    text: str = Field(min_length=1, max_length=5000)
