import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const EXPRESS = (route: string): string =>
  `const express = require('express')\nconst Database = require('better-sqlite3')\nconst db = new Database('club.sqlite')\nconst byId = db.prepare('SELECT * FROM members WHERE id = ?')\nconst shown = db.prepare('SELECT id, name FROM members WHERE id = ?')\nconst insert = db.prepare('INSERT INTO members (name, password_hash) VALUES (?, ?)')\nconst app = express()\napp.post('/members', (req, res) => {\n  insert.run(req.body.name, hash(req.body.password))\n  res.end()\n})\napp.get('/members/:id', (req, res) => {\n${route}\n})\n`

const NEST = (method: string, base = 'findOneBy({ id } as never)'): Record<string, string> => ({
  'crud.ts': `import { Repository } from 'typeorm'\nexport abstract class Crud<T extends { id: string }> {\n  constructor(protected readonly repo: Repository<T>) {}\n  async get(id: string): Promise<T> {\n    const found = await this.repo.${base}\n    return found\n  }\n  async rename(id: string, name: string) {\n    return this.repo.save({ ...(await this.get(id)), name } as never)\n  }\n}\n`,
  'user.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'\n@Entity()\nexport class User {\n  @PrimaryGeneratedColumn() id: string\n  @Column() name: string\n  @Column() passwordHash: string\n}\n@Entity()\nexport class Court {\n  @PrimaryGeneratedColumn() id: string\n  @Column() name: string\n}\n`,
  'services.ts': `import { Injectable } from '@nestjs/common'\nimport { InjectRepository } from '@nestjs/typeorm'\nimport { Repository } from 'typeorm'\nimport { Crud } from './crud'\nimport { Court, User } from './user'\n@Injectable()\nexport class Users extends Crud<User> {\n  constructor(@InjectRepository(User) repo: Repository<User>) {\n    super(repo)\n  }\n}\n@Injectable()\nexport class Courts extends Crud<Court> {\n  constructor(@InjectRepository(Court) repo: Repository<Court>) {\n    super(repo)\n  }\n}\n`,
  'members.controller.ts': `import { Controller, Get, Param, UseGuards } from '@nestjs/common'\nimport { AuthGuard } from '@nestjs/passport'\nimport { Courts, Users } from './services'\n@UseGuards(AuthGuard('jwt'))\n@Controller('members')\nexport class Members {\n  constructor(private readonly users: Users, private readonly courts: Courts) {}\n  @Get(':id')\n  ${method}\n}\n`,
  'main.ts': `import { NestFactory } from '@nestjs/core'\nimport { Module } from '@nestjs/common'\nimport { Members } from './members.controller'\n@Module({ controllers: [Members] })\nclass AppModule {}\nNestFactory.create(AppModule).then((app) => app.listen(3000))\n`,
})

const FASTAPI = (
  route: string,
  query = 'sql.SQL("SELECT * FROM {} WHERE id = %s").format(sql.Identifier(self.table))',
): Record<string, string> => ({
  'base.py': `from psycopg import AsyncConnection, sql\nclass Repository:\n    table: str\n    def __init__(self, db: AsyncConnection):\n        self.db = db\n    async def get(self, row_id):\n        query = ${query}\n        cur = await self.db.execute(query, (row_id,))\n        return await cur.fetchone()\n    async def insert(self, values):\n        cur = await self.db.execute(f"INSERT INTO {self.table} ({', '.join(values)}) VALUES (%s) RETURNING id", values)\n        return await cur.fetchone()\n`,
  'stores.py': `from base import Repository\nclass Members(Repository):\n    table = "members"\nclass Berths(Repository):\n    table = "berths"\n`,
  'deps.py': `from typing import Annotated\nfrom fastapi import Depends\nfrom db import connection\nfrom stores import Berths, Members\ndef members_store(db=Depends(connection)) -> Members:\n    return Members(db)\ndef berths_store(db=Depends(connection)) -> Berths:\n    return Berths(db)\nMemberStore = Annotated[Members, Depends(members_store)]\nBerthStore = Annotated[Berths, Depends(berths_store)]\n`,
  'app.py': `from fastapi import FastAPI\nfrom deps import BerthStore, MemberStore\napp = FastAPI()\n@app.post('/members')\nasync def join(name: str, password: str, members: MemberStore):\n    await members.insert({'name': name, 'password_hash': scrypt(password)})\n@app.get('/things/{thing_id}')\nasync def show(thing_id: int, members: MemberStore, berths: BerthStore):\n${route}\n`,
})

const DJANGO = (answer: string): Record<string, string> => ({
  'club/models.py': `from django.db import models\nclass Member(models.Model):\n    name = models.CharField(max_length=40)\n    reset_code = models.CharField(max_length=12)\n`,
  'club/views.py': `from django.forms.models import model_to_dict\nfrom django.http import JsonResponse\nfrom django.shortcuts import get_object_or_404\nfrom club.models import Member\ndef card(request, number):\n    member = get_object_or_404(Member.objects.select_related('user'), pk=number)\n    return JsonResponse(${answer})\n`,
  'club/urls.py': `from django.urls import path\nfrom club import views\nurlpatterns = [path('members/<int:number>/', views.card)]\n`,
})

const EXPRESS_FILE = (route: string): Record<string, string> => ({ 'app.js': EXPRESS(route) })

it.each<[string, Record<string, string>, boolean]>([
  ['a row of a statement in place', EXPRESS_FILE("  res.json(db.prepare('SELECT * FROM members WHERE id = ?').get(req.params.id))"), true],
  ['a row of a statement prepared before', EXPRESS_FILE('  const member = byId.get(req.params.id)\n  res.json(member)'), true],
  ['rows of a statement prepared before', EXPRESS_FILE('  res.json({ members: byId.all(req.params.id) })'), true],
  ['a row of chosen columns', EXPRESS_FILE('  res.json(shown.get(req.params.id))'), false],
  ['one column of a row', EXPRESS_FILE('  res.json({ name: byId.get(req.params.id).name })'), false],
  ['an entry of a map', EXPRESS_FILE('  const names = new Map()\n  res.json(names.get(req.params.id))'), false],
  ['an entity of a service for all kinds', NEST("one(@Param('id') id: string) {\n    return this.users.get(id)\n  }"), true],
  ['an entity without a secret', NEST("one(@Param('id') id: string) {\n    return this.courts.get(id)\n  }"), false],
  [
    'chosen fields of an entity, later',
    NEST("one(@Param('id') id: string) {\n    return this.users.get(id).then(({ id, name }) => ({ id, name }))\n  }"),
    false,
  ],
  [
    'an entity, later',
    NEST("one(@Param('id') id: string) {\n    return this.users.get(id).then((user) => ({ ...user, online: true }))\n  }"),
    true,
  ],
  ['a row of a repository for all tables', FASTAPI('    return await members.get(thing_id)'), true],
  [
    'a row of a repository that writes the table into the text',
    FASTAPI('    found = await members.get(thing_id)\n    return found', 'f"SELECT * FROM {self.table} WHERE id = %s"'),
    true,
  ],
  ['a row of a table without a secret', FASTAPI('    return await berths.get(thing_id)'), false],
  ['one column of such a row', FASTAPI("    found = await members.get(thing_id)\n    return {'name': found['name']}"), false],
  ['a model as a dictionary', DJANGO('{**model_to_dict(member)}'), true],
  ['a model as a dictionary without what is no secret', DJANGO("model_to_dict(member, exclude=['groups'])"), true],
  ['a model as a dictionary without the secret', DJANGO("model_to_dict(member, exclude=['reset_code'])"), false],
  ['a model as a dictionary of chosen fields', DJANGO("model_to_dict(member, ['id', 'name'])"), false],
])('whether a secret goes out: %s', async (_name, files, isTold) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.filter(({ kind }) => kind === 'sensitive-response-pattern')).toHaveLength(isTold ? 1 : 0)
})

it.each<[string, Record<string, string>, string[]]>([
  ['a service for all kinds', NEST("one(@Param('id') id: string) {\n    return this.courts.get(id)\n  }"), ['read-one Court true']],
  ['a repository behind a name for a dependency', FASTAPI('    return await berths.get(thing_id)'), ['read-one berths true']],
])('what is read by an id through %s', async (_name, files, expected) => {
  const { routes } = await analysisOf(files)
  const read = routes.filter(({ method }) => method === 'GET').flatMap(({ effects }) => effects)
  expect(read.map(({ kind, of, byRequestId }) => `${kind} ${of} ${byRequestId}`)).toEqual(expected)
})

it.each([
  ['session["user"]', false],
  ['number', true],
])('a row by what a store keeps under a key of the request: %s', async (key, isByRequest) => {
  const { routes } = await analysisOf({
    'app.py': `from typing import Annotated\nfrom fastapi import Depends, FastAPI\nfrom redis.asyncio import Redis\nfrom database import members, redis_client\nStore = Annotated[Redis, Depends(redis_client)]\napp = FastAPI()\n@app.get('/tickets/{number}')\nasync def ticket(number: str, redis: Store):\n    session = await redis.hgetall(f'ticket:{number}')\n    return await members.find_one({'_id': ${key}})\n`,
  })
  expect(routes.flatMap(({ effects }) => effects.map(({ byRequestId }) => byRequestId))).toEqual([isByRequest])
})
