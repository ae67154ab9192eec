import uvicorn

from app import settings

uvicorn.run("app.main:app", host=settings.HOST, port=settings.PORT, log_level="debug")
