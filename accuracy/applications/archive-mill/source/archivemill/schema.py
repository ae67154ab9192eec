from archivemill import create_app
from archivemill.models import Base

if __name__ == "__main__":
    Base.metadata.create_all(create_app().extensions["engine"])
