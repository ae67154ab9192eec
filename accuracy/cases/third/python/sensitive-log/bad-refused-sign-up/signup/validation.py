def sign_up_form(body: dict) -> tuple[dict, list[str]]:
    form = {name: str(body.get(name, "")) for name in ("email", "password", "password_again", "iban")}
    problems = []
    if "@" not in form["email"]:
        problems.append("email")
    if len(form["password"]) < 12 or form["password"] != form["password_again"]:
        problems.append("password")
    return form, problems
