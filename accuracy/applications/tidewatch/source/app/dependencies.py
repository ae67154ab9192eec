from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from motor.motor_asyncio import AsyncIOMotorDatabase
from redis.asyncio import Redis

from .models import Role, User
from .repositories import DeviceRepository, StationRepository, UserRepository
from .services import IngestService, Limiter, SessionService
from .settings import Settings, get_settings

_bearer = HTTPBearer(auto_error=False)


def get_db(connection: HTTPConnection) -> AsyncIOMotorDatabase:
    return connection.app.state.db


def get_redis(connection: HTTPConnection) -> Redis:
    return connection.app.state.redis


Database = Annotated[AsyncIOMotorDatabase, Depends(get_db)]
RedisClient = Annotated[Redis, Depends(get_redis)]
Config = Annotated[Settings, Depends(get_settings)]


def get_limiter(redis: RedisClient) -> Limiter:
    return Limiter(redis)


RateLimiter = Annotated[Limiter, Depends(get_limiter)]


def get_sessions(db: Database, redis: RedisClient, limiter: RateLimiter, settings: Config) -> SessionService:
    return SessionService(redis, UserRepository(db), limiter, settings.session_hours)


Sessions = Annotated[SessionService, Depends(get_sessions)]


def session_token(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str:
    if credentials is None or not 20 <= len(credentials.credentials) <= 100:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in first", headers={"WWW-Authenticate": "Bearer"})
    return credentials.credentials


Token = Annotated[str, Depends(session_token)]


async def current_user(token: Token, sessions: Sessions) -> User:
    user = await sessions.user_of(token)
    if user is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in again", headers={"WWW-Authenticate": "Bearer"})
    return user


CurrentUser = Annotated[User, Depends(current_user)]


def operator(user: CurrentUser) -> User:
    if user.role is not Role.OPERATOR:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Operators only")
    return user


Operator = Annotated[User, Depends(operator)]


def get_stations(db: Database, user: CurrentUser) -> StationRepository:
    return StationRepository(db, user.org_id)


def get_devices(db: Database) -> DeviceRepository:
    return DeviceRepository(db)


Stations = Annotated[StationRepository, Depends(get_stations)]
Devices = Annotated[DeviceRepository, Depends(get_devices)]


def get_ingest(redis: RedisClient, devices: Devices) -> IngestService:
    return IngestService(redis, devices)


Ingest = Annotated[IngestService, Depends(get_ingest)]
