from fastapi import APIRouter

from app.api.routes import (
    announcements,
    certificates,
    courses,
    enrollments,
    forum,
    integrations,
    lessons,
    login,
    payments,
    payouts,
    quizzes,
    users,
    utils,
)

api_router = APIRouter()
api_router.include_router(login.router)
api_router.include_router(users.router)
api_router.include_router(courses.router)
api_router.include_router(lessons.router)
api_router.include_router(enrollments.router)
api_router.include_router(payments.router)
api_router.include_router(payouts.router)
api_router.include_router(quizzes.router)
api_router.include_router(certificates.router)
api_router.include_router(forum.router)
api_router.include_router(announcements.router)
api_router.include_router(integrations.router)
api_router.include_router(utils.router)
