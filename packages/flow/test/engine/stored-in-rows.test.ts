import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (write: string, use: string): Readonly<Record<string, string>> => ({
  'app.py': `import subprocess
from typing import Any
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import JSON
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
async def get_db():
    yield AsyncSession()
class Base(DeclarativeBase):
    pass
class Studio(Base):
    __tablename__ = 'studios'
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    settings: Mapped[dict] = mapped_column(JSON)
class Studios:
    def __init__(self, db: AsyncSession = Depends(get_db)):
        self.db = db
    async def by_id(self, studio_id: int) -> Studio | None:
        return await self.db.get(Studio, studio_id)
class Change(BaseModel):
    label: str | None = None
    settings: dict[str, Any] | None = None
async def studio_of(studio_id: int, studios: Studios = Depends()) -> Studio:
    studio = await studios.by_id(studio_id)
    if studio is None:
        raise HTTPException(404)
    return studio
def pack(studio: Studio) -> None:
    ${use}
app = FastAPI()
@app.patch('/studios/{studio_id}')
async def change(body: Change, studio: Studio = Depends(studio_of)):
    ${write}
@app.post('/studios/{studio_id}/archive')
async def archive(studio: Studio = Depends(studio_of)):
    pack(studio)
`,
})
const SHELL = 'subprocess.run(f"tar -czf {name}.tgz files", shell=True)'
const LIST = 'subprocess.run(["tar", "-czf", f"{name}.tgz", "files"])'
const ENTRY = 'name = str(studio.settings.get("prefix") or "files")'
const MERGED = 'studio.settings = {**studio.settings, **(body.settings or {})}'

it.each([
  ['a column of the row of a dependency', 'studio.label = body.label', `name = studio.label\n    ${SHELL}`, true],
  ['an entry of a column of JSON', MERGED, `${ENTRY}\n    ${SHELL}`, true],
  ['a list of arguments', MERGED, `${ENTRY}\n    ${LIST}`, false],
  ['a column that nobody writes', MERGED, `name = studio.label\n    ${SHELL}`, false],
])('follows what one request stores into the command of another: %s', async (_name, write, use, isFound) => {
  const { paths, routes } = await analysisOf(APP(write, use))
  const found = paths.filter(({ kind, confidence }) => kind === 'command-injection' && confidence !== 'low')
  expect(found.length > 0).toBe(isFound)
  for (const { route, readBy } of found)
    expect([route, readBy].map((index) => routes[index ?? -1]?.path)).toEqual(['/studios/{studio_id}', '/studios/{studio_id}/archive'])
})
