from app import settings
from app.factory import create_app

application = create_app()

if __name__ == "__main__":
    application.run(host=settings.HOST, port=settings.PORT, debug=settings.DEBUG, use_reloader=False)
