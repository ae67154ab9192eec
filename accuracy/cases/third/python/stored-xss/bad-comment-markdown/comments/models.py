from datetime import datetime

import markdown
from markupsafe import Markup
from sqlalchemy import ForeignKey, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Model(DeclarativeBase):
    pass


class Comment(Model):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    author: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(server_default=func.now())

    @property
    def html(self) -> Markup:
        rendered = markdown.markdown(self.text, extensions=["fenced_code"])
        return Markup(rendered)
