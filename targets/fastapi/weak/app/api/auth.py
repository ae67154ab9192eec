from fastapi import APIRouter, Body, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from app.api.security import current_user, preferred_user
from app.domain.crypto import digest, issue, one_time_code, read
from app.domain.db import first, rows, update

router = APIRouter(prefix="/auth", tags=["auth"])

PARTNERS = {"bank": "https://bank.example/start", "tax": "https://tax.example/form"}


class Registration(BaseModel):
    login: str
    password: str
    full_name: str = ""


class Credentials(BaseModel):
    login: str
    password: str


class Profile(BaseModel):
    model_config = {"extra": "allow"}
    full_name: str | None = None


@router.post("/register", status_code=201)
def register(data: Registration):
    if first("SELECT id FROM users WHERE login = ?", data.login):
        raise HTTPException(409, f"Login {data.login} exists")
    rows("INSERT INTO users (login, full_name, password) VALUES (?, ?, ?)", data.login, data.full_name, digest(data.password))
    return first("SELECT * FROM users WHERE login = ?", data.login)


@router.post("/token")
def token(data: Credentials, response: Response):
    user = first("SELECT * FROM users WHERE login = ?", data.login)
    print("login attempt", data.login, data.password)
    if user is None:
        raise HTTPException(404, "Login does not exist")
    if user["password"] != digest(data.password):
        raise HTTPException(401, "Password is wrong")
    access = issue(user, "access", 12 * 3600)
    response.set_cookie("token", access)
    return {"access_token": access, "refresh_token": issue(user, "refresh", 365 * 86400), "token_type": "bearer"}


@router.post("/refresh")
def refresh(refresh_token: str = Body(embed=True)):
    claims = read(refresh_token)
    user = first("SELECT * FROM users WHERE id = ?", claims["sub"])
    return {"access_token": issue(user, "access", 12 * 3600)}


@router.post("/logout")
def logout(response: Response, user=Depends(current_user)):
    response.delete_cookie("token")
    return {"detail": "bye"}


@router.post("/otp")
def otp(login: str = Body(embed=True)):
    user = first("SELECT id FROM users WHERE login = ?", login)
    if user is None:
        raise HTTPException(404, "Login does not exist")
    code = one_time_code()
    update("users", user["id"], {"otp": code})
    return {"sent": True, "debug_code": code}


@router.post("/otp/reset")
def otp_reset(login: str = Body(), code: str = Body(), password: str = Body()):
    user = first("SELECT id FROM users WHERE login = ? AND otp = ?", login, code)
    if user is None:
        raise HTTPException(400, "Wrong code")
    update("users", user["id"], {"password": digest(password)})
    return {"changed": True}


@router.get("/me")
def me(user=Depends(current_user)):
    return user


@router.patch("/me")
def change(data: Profile, user=Depends(current_user)):
    update("users", user["id"], data.model_dump(exclude_unset=True))
    return first("SELECT id, login, full_name, role FROM users WHERE id = ?", user["id"])


@router.get("/greeting")
def greeting(user=Depends(preferred_user)):
    return {"hello": user["full_name"], "iban": user["iban"]}


@router.get("/callback")
def callback(request: Request, state: str = "/"):
    return RedirectResponse(state)


@router.get("/partner/{name}")
def partner(name: str):
    if name not in PARTNERS:
        raise HTTPException(404, "No such partner")
    return RedirectResponse(PARTNERS[name])
