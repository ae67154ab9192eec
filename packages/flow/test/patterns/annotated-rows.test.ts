import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (answer: string): string =>
  `from typing import Annotated\nfrom fastapi import Depends, FastAPI\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\nclass Base(DeclarativeBase):\n    pass\nclass Member(Base):\n    __tablename__ = 'members'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n    password_hash: Mapped[str]\nasync def get_current_user():\n    return await load()\nCaller = Annotated[Member, Depends(get_current_user)]\napp = FastAPI()\n@app.get('/me')\nasync def me(user: Caller):\n    return ${answer}\n`

it.each([
  ['{c.key: getattr(user, c.key) for c in Member.__table__.columns}', 1],
  ['user', 1],
  ['{"id": user.id, "name": user.name}', 0],
  ['{key: getattr(user, key) for key in ("id", "name")}', 0],
])('answers of a caller under an alias of its type hold a secret: %s', async (answer, count) => {
  const { patterns } = await analysisOf({ 'app.py': APP(answer) })
  expect(patterns.filter(({ kind }) => kind === 'sensitive-response-pattern')).toHaveLength(count)
})
