import secrets
import html
import re


from app.models import Certificate, Course, User

PLACEHOLDER = re.compile(r"\{\{ ?(student|course|teacher) ?\}\}")


def new_code() -> str:
    return secrets.token_urlsafe(16)


def preview(template: str, course: Course, teacher: User) -> str:
    """The text of a certificate for a made up student."""
    values = {"student": "Alex Example", "course": course.title, "teacher": teacher.full_name}
    return PLACEHOLDER.sub(lambda match: html.escape(values[match.group(1)]), template)


def page(certificate: Certificate) -> str:
    name, title = html.escape(certificate.student_name), html.escape(certificate.course_title)
    return (
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Certificate</title></head>"
        f"<body><h1>{name}</h1><p>completed the course <b>{title}</b></p>"
        f"<p>Issued {certificate.issued_at:%d %B %Y}</p></body></html>"
    )
