from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import DictLoader, Environment
from sqlalchemy import select

from app.api.deps import SessionDep
from app.core.config import settings
from app.models import Certificate, Course
from app.services import certificates

router = APIRouter(tags=["pages"])
LINKS = {
    "help": f"{settings.FRONTEND_HOST}/help",
    "terms": f"{settings.FRONTEND_HOST}/terms",
    "status": "https://status.lectern.example/",
}
templates = Environment(
    autoescape=True,
    loader=DictLoader(
        {
            "course": "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ course.title }}</title>"
            "</head><body><h1>{{ course.title }}</h1><p>{{ course.summary }}</p>"
            "<p>by {{ course.teacher.full_name }}</p></body></html>",
            "missing": "<!doctype html><html lang=\"en\"><head><title>Not found</title></head>"
            "<body><p>There is nothing at {{ what }}.</p></body></html>",
        }
    ),
)


def _missing(what: str) -> HTMLResponse:
    return HTMLResponse(templates.get_template("missing").render(what=what), status_code=404)


@router.get("/c/{course_id}", response_class=HTMLResponse)
def course_page(session: SessionDep, course_id: int) -> HTMLResponse:
    course = session.get(Course, course_id)
    if course is None or not course.published:
        return _missing(f"/c/{course_id}")
    return HTMLResponse(templates.get_template("course").render(course=course))


@router.get("/verify/{code}", response_class=HTMLResponse)
def certificate_page(session: SessionDep, code: str) -> HTMLResponse:
    certificate = session.scalar(select(Certificate).where(Certificate.code == code))
    if certificate is None:
        return _missing(f"/verify/{code}")
    return HTMLResponse(certificates.page(certificate))


@router.get("/go/{name}", response_class=RedirectResponse, status_code=302)
def go(name: str) -> RedirectResponse:
    return RedirectResponse(LINKS.get(name, settings.FRONTEND_HOST), status_code=302)
