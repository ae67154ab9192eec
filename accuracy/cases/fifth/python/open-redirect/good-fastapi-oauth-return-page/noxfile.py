import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True
VERSIONS = ["3.12", "3.13"]


@nox.session
def lint(session: nox.Session) -> None:
    session.install("ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    session.install("-r", "requirements.txt", "mypy")
    session.run("mypy", *session.posargs, ".")


@nox.session(python=VERSIONS)
def tests(session: nox.Session) -> None:
    session.install("-r", "requirements.txt", "pytest", "pytest-cov")
    session.run("pytest", "--cov", *session.posargs)
