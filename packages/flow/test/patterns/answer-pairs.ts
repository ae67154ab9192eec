import type { Pair } from './pairs.ts'

const SQLITE =
  "import sqlite3\nfrom flask import Flask, jsonify, request\napp = Flask(__name__)\ndb = sqlite3.connect('club.db')\ndb.execute('CREATE TABLE members (id INTEGER, email TEXT, password_hash TEXT)')\n"
const ORM =
  'from fastapi import Depends, FastAPI\nfrom pydantic import BaseModel\nfrom sqlalchemy import String, select\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\nfrom db import session\napp = FastAPI()\nclass Base(DeclarativeBase):\n    pass\nclass Rider(Base):\n    __tablename__ = "riders"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    email: Mapped[str]\n    hashed_password: Mapped[str]\nclass RiderOut(BaseModel):\n    id: int\n    email: str\n'
const DJANGO =
  'from django.db import models\nfrom django.forms.models import model_to_dict\nfrom django.http import JsonResponse\nclass Keeper(models.Model):\n    email = models.EmailField()\n    api_token = models.CharField(max_length=64)\n'
const DJANGO_USERS = 'from django.contrib.auth import get_user_model\nfrom django.http import JsonResponse\n'
const SQLITE_ELSEWHERE =
  "import sqlite3\nfrom flask import Flask, jsonify\napp = Flask(__name__)\ndb = sqlite3.connect('club.db')\ndef join(name, digest):\n    db.execute('INSERT OR IGNORE INTO member (name, password_hash) VALUES (?, ?)', (name, digest))\n"
const MONGOOSE =
  "const express = require('express')\nconst mongoose = require('mongoose')\nconst app = express()\nconst schema = new mongoose.Schema({ email: String, passwordHash: String })\nconst Guest = mongoose.model('Guest', schema)\n"
const HIDDEN = MONGOOSE.replace('passwordHash: String', 'passwordHash: { type: String, select: false }')
const PRISMA =
  "import Fastify from 'fastify'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst app = Fastify()\napp.post('/pilots', async (request, reply) => {\n  await prisma.pilot.create({ data: { email: request.body.email, passwordHash: await hash(request.body.password) } })\n  return reply.code(204).send()\n})\n"
const DRIZZLE =
  "import { Hono } from 'hono'\nimport { eq } from 'drizzle-orm'\nimport { pgTable, serial, text } from 'drizzle-orm/pg-core'\nimport { db } from './db'\nconst nurses = pgTable('nurses', { id: serial('id'), email: text('email'), pinHash: text('pin_hash') })\nconst app = new Hono()\n"
const KNEX =
  "const Koa = require('koa')\nconst Router = require('@koa/router')\nconst knex = require('knex')({ client: 'pg' })\nconst router = new Router()\nasync function add(body) {\n  await knex('sellers').insert({ email: body.email, password_hash: body.hash })\n}\n"
const TYPEORM =
  "import { Controller, Get, Param } from '@nestjs/common'\nimport { Exclude } from 'class-transformer'\nimport { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm'\n@Entity()\nexport class Ranger {\n  @PrimaryGeneratedColumn() id: number\n  @Column() email: string\n  @Column() password: string\n}\n"

const ALCHEMY =
  'from flask import Flask, jsonify\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Vet(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    email = db.Column(db.String)\n    password = db.Column(db.String)\n'
const SEQUELIZE =
  "import express from 'express'\nimport { DataTypes, Sequelize } from 'sequelize'\nconst sequelize = new Sequelize('x')\nconst app = express()\n"
const KYSELY =
  "import { Kysely } from 'kysely'\nimport { Hono } from 'hono'\nconst db = new Kysely({})\nconst app = new Hono()\nexport const add = (email, hash) => db.insertInto('writers').values({ email, password_hash: hash }).execute()\n"

const SERIALIZER = (meta: string, field = ''): string =>
  `${DJANGO}from rest_framework import serializers, viewsets\nclass KeeperSerializer(serializers.ModelSerializer):\n${field}    class Meta:\n        model = Keeper\n        ${meta}\n`
const ACCOUNTS = (meta: string): string =>
  `from django.contrib.auth.models import User\nfrom django.urls import path\nfrom rest_framework import serializers, generics\nclass AccountSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = User\n        ${meta}\nclass Accounts(generics.UpdateAPIView):\n    queryset = User.objects.all()\n    serializer_class = AccountSerializer\nurlpatterns = [path('me/<int:pk>', Accounts.as_view())]\n`

/** Whole rows of a table with a secret in an answer. */
export const ANSWER_PAIRS: readonly Pair[] = [
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT id, email, password_hash FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify(dict(row))\n`,
      `${SQLITE}@app.get('/members')\ndef members():\n    return jsonify([dict(row) for row in db.execute('SELECT m.id, m.password_hash FROM members m LIMIT 50').fetchall()])\n`,
    ],
    safe: [
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT id, email, password_hash FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify({'id': row['id']})\n`,
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT id, password_hash IS NOT NULL AS is_set FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify(dict(row))\n`,
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    found = dict(db.execute('SELECT id, password_hash FROM members WHERE id = ?', (number,)).fetchone())\n    del found['password_hash']\n    return jsonify(found)\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${SQLITE_ELSEWHERE}@app.get('/members')\ndef members():\n    return jsonify([dict(row) for row in db.execute('SELECT * FROM member LIMIT 50').fetchall()])\n`,
      `${DJANGO_USERS}def people(request):\n    return JsonResponse({'people': list(get_user_model().objects.order_by('id').values()[:200])})\n`,
      `${DJANGO}def keepers(request):\n    return JsonResponse({'keepers': list(Keeper.objects.filter(email='a').values())})\n`,
    ],
    safe: [
      `${SQLITE_ELSEWHERE}@app.get('/rooms')\ndef rooms():\n    return jsonify([dict(row) for row in db.execute('SELECT * FROM room LIMIT 50').fetchall()])\n`,
      `${DJANGO_USERS}def people(request):\n    return JsonResponse({'people': list(get_user_model().objects.order_by('id').values('id', 'username')[:200])})\n`,
      `${DJANGO}def keepers(request):\n    return JsonResponse({'keepers': list(Keeper.objects.filter(email='a').values('email'))})\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT * FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify(dict(row))\n`,
      `${SQLITE}@app.get('/members')\ndef members():\n    cursor = db.cursor()\n    cursor.execute('SELECT * FROM members LIMIT 50')\n    return jsonify([dict(row) for row in cursor.fetchall()])\n`,
      `${SQLITE}def load(number):\n    return db.execute('SELECT m.* FROM members m WHERE id = ?', (number,)).fetchone()\n@app.get('/members/<int:number>')\ndef member(number):\n    return jsonify(member=dict(load(number)))\n`,
    ],
    safe: [
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT id, email FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify(dict(row))\n`,
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT * FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify({'id': row['id'], 'email': row['email']})\n`,
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    found = dict(db.execute('SELECT * FROM members WHERE id = ?', (number,)).fetchone())\n    found.pop('password_hash')\n    return jsonify(found)\n`,
      `${SQLITE}@app.get('/members/<int:number>')\ndef member(number):\n    row = db.execute('SELECT * FROM members WHERE id = ?', (number,)).fetchone()\n    return jsonify({key: row[key] for key in row.keys() if key != 'password_hash'})\n`,
      `${SQLITE}@app.get('/rooms')\ndef rooms():\n    return jsonify([dict(row) for row in db.execute('SELECT * FROM rooms LIMIT 50')])\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${ORM}@app.get('/riders/{number}')\ndef rider(number: int, s: Session = Depends(session)):\n    return s.get(Rider, number)\n`,
      `${ORM}@app.get('/riders')\ndef riders(s: Session = Depends(session)):\n    return s.scalars(select(Rider).limit(20)).all()\n`,
      `${ORM}class Whole(BaseModel):\n    id: int\n    hashed_password: str\n@app.get('/riders/{number}', response_model=Whole)\ndef rider(number: int, s: Session = Depends(session)):\n    return s.get(Rider, number)\n`,
      `${ORM}from fastapi.responses import JSONResponse\n@app.get('/riders/{number}')\ndef rider(number: int, s: Session = Depends(session)):\n    found = s.get(Rider, number)\n    return JSONResponse({c.name: getattr(found, c.name) for c in Rider.__table__.columns})\n`,
    ],
    safe: [
      `${ORM}@app.get('/riders/{number}', response_model=RiderOut)\ndef rider(number: int, s: Session = Depends(session)):\n    return s.get(Rider, number)\n`,
      `${ORM}@app.get('/riders/{number}')\ndef rider(number: int, s: Session = Depends(session)) -> RiderOut:\n    return s.get(Rider, number)\n`,
      `${ORM}@app.get('/riders/{number}')\ndef rider(number: int, s: Session = Depends(session)):\n    return RiderOut.model_validate(s.get(Rider, number), from_attributes=True)\n`,
      `${ORM}@app.get('/riders')\ndef riders(s: Session = Depends(session)):\n    return s.execute(select(Rider.id, Rider.email).limit(20)).mappings().all()\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${DJANGO}def keeper(request, pk):\n    return JsonResponse(model_to_dict(Keeper.objects.get(pk=pk)))\nfrom django.urls import path\nurlpatterns = [path('k/<int:pk>', keeper)]\n`,
      `${DJANGO}def keepers(request):\n    return JsonResponse(list(Keeper.objects.values()), safe=False)\n`,
      `${DJANGO}def keepers(request):\n    return JsonResponse({'found': list(Keeper.objects.filter(email=request.GET['q']).values())})\n`,
      "import os\nfrom flask import Flask, jsonify\napp = Flask(__name__)\n@app.get('/debug/env')\ndef env():\n    return jsonify(dict(os.environ))\n",
    ],
    safe: [
      `${DJANGO}def keeper(request, pk):\n    return JsonResponse(model_to_dict(Keeper.objects.get(pk=pk), fields=['id', 'email']))\n`,
      `${DJANGO}def keeper(request, pk):\n    return JsonResponse(model_to_dict(Keeper.objects.get(pk=pk), exclude=['api_token']))\n`,
      `${DJANGO}def keepers(request):\n    return JsonResponse(list(Keeper.objects.values('id', 'email')), safe=False)\n`,
      "import os\nfrom flask import Flask, jsonify\napp = Flask(__name__)\n@app.get('/version')\ndef version():\n    return jsonify({'version': os.environ.get('VERSION')})\n",
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'javascript',
    weak: [
      `${MONGOOSE}app.get('/guests/:id', async (req, res) => {\n  res.json(await Guest.findById(req.params.id).lean())\n})\n`,
      `${MONGOOSE}app.get('/guests', async (req, res) => {\n  const guests = await Guest.find().limit(20)\n  res.status(200).json({ guests })\n})\n`,
      `${MONGOOSE}app.get('/guests/:id', async (req, res) => {\n  const guest = await Guest.findById(req.params.id)\n  res.json({ ...guest.toObject(), isOnline: true })\n})\n`,
      `${KNEX}router.get('/sellers/:id', async (ctx) => {\n  ctx.body = await knex('sellers').where({ id: ctx.params.id }).first()\n})\n`,
      "const express = require('express')\nconst { Pool } = require('pg')\nconst db = new Pool()\nconst app = express()\nasync function save(name, hash) {\n  await db.query('INSERT INTO drivers (name, password_hash) VALUES ($1, $2)', [name, hash])\n}\napp.get('/drivers/:id', async (req, res) => {\n  const { rows } = await db.query('SELECT * FROM drivers WHERE id = $1', [req.params.id])\n  res.json(rows[0])\n})\n",
      "const express = require('express')\nconst app = express()\napp.get('/status', (req, res) => res.json({ env: process.env }))\n",
    ],
    safe: [
      `${HIDDEN}app.get('/guests/:id', async (req, res) => {\n  res.json(await Guest.findById(req.params.id).lean())\n})\n`,
      `${MONGOOSE}app.get('/guests/:id', async (req, res) => {\n  res.json(await Guest.findById(req.params.id).select('-passwordHash').lean())\n})\n`,
      `${MONGOOSE}schema.set('toJSON', { transform: (doc, out) => { delete out.passwordHash } })\napp.get('/guests/:id', async (req, res) => {\n  res.json(await Guest.findById(req.params.id))\n})\n`,
      `${MONGOOSE}app.get('/guests/:id', async (req, res) => {\n  const { passwordHash, ...guest } = await Guest.findById(req.params.id).lean()\n  res.json(guest)\n})\n`,
      `${MONGOOSE}app.get('/guests/:id', async (req, res) => {\n  const guest = await Guest.findById(req.params.id).lean()\n  res.json({ ...guest, passwordHash: undefined })\n})\n`,
      `${KNEX}router.get('/sellers/:id', async (ctx) => {\n  ctx.body = await knex('sellers').where({ id: ctx.params.id }).first('id', 'email')\n})\n`,
      `${KNEX}router.get('/sellers/:id', async (ctx) => {\n  const seller = await knex('sellers').where({ id: ctx.params.id }).first()\n  ctx.body = { id: seller.id, email: seller.email }\n})\n`,
      "const express = require('express')\nconst app = express()\napp.get('/status', (req, res) => res.json({ env: process.env.NODE_ENV }))\n",
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'typescript',
    weak: [
      `${PRISMA}app.get('/pilots/:id', async (request) => prisma.pilot.findUnique({ where: { id: request.params.id } }))\n`,
      `${PRISMA}app.get('/pilots', async (request, reply) => {\n  const pilots = await prisma.pilot.findMany({ take: 20 })\n  return reply.send(pilots)\n})\n`,
      `${DRIZZLE}app.get('/nurses/:id', async (c) => {\n  const [nurse] = await db.select().from(nurses).where(eq(nurses.id, Number(c.req.param('id'))))\n  return c.json(nurse)\n})\n`,
      `${TYPEORM}@Controller('rangers')\nexport class RangersController {\n  constructor(private readonly rangers: Repository<Ranger>) {}\n  @Get(':id')\n  one(@Param('id') id: string) {\n    return this.rangers.findOneBy({ id: Number(id) })\n  }\n}\n`,
    ],
    safe: [
      `${PRISMA}app.get('/pilots/:id', async (request) => prisma.pilot.findUnique({ where: { id: request.params.id }, select: { id: true, email: true } }))\n`,
      `${PRISMA}app.get('/pilots/:id', async (request) => prisma.pilot.findUnique({ where: { id: request.params.id }, omit: { passwordHash: true } }))\n`,
      `${DRIZZLE}app.get('/nurses/:id', async (c) => {\n  const [nurse] = await db.select({ id: nurses.id, email: nurses.email }).from(nurses).where(eq(nurses.id, Number(c.req.param('id'))))\n  return c.json(nurse)\n})\n`,
      `${TYPEORM.replace('@Column() password', '@Exclude() @Column() password')}@Controller('rangers')\nexport class RangersController {\n  constructor(private readonly rangers: Repository<Ranger>) {}\n  @Get(':id')\n  one(@Param('id') id: string) {\n    return this.rangers.findOneBy({ id: Number(id) })\n  }\n}\n`,
      `${TYPEORM.replace('@Column() password', '@Column({ select: false }) password')}@Controller('rangers')\nexport class RangersController {\n  constructor(private readonly rangers: Repository<Ranger>) {}\n  @Get(':id')\n  one(@Param('id') id: string) {\n    return this.rangers.findOneBy({ id: Number(id) })\n  }\n  @Get('door')\n  async door(@Param('id') id: string) {\n    const ranger = await this.rangers.findOne({ where: { id: Number(id) }, select: { id: true, password: true } })\n    return { ok: verify(ranger.password) }\n  }\n}\n`,
      `${TYPEORM.replace('@Column() password', '@Column({ select: false }) password')}@Controller('rangers')\nexport class RangersController {\n  constructor(private readonly rangers: Repository<Ranger>) {}\n  @Get(':id')\n  one(@Param('id') id: string) {\n    return this.rangers.findOneBy({ id: Number(id) })\n  }\n}\n`,
      `${TYPEORM}@Controller('rangers')\nexport class RangersController {\n  constructor(private readonly rangers: Repository<Ranger>) {}\n  @Get(':id')\n  one(@Param('id') id: string) {\n    return this.rangers.findOne({ where: { id: Number(id) }, select: { id: true, email: true } })\n  }\n}\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      `${ALCHEMY}    def to_dict(self):\n        return {c.name: getattr(self, c.name) for c in self.__table__.columns}\n@app.get('/vets')\ndef vets():\n    return jsonify([vet.to_dict() for vet in Vet.query.limit(9).all()])\n`,
      `${ALCHEMY}    def card(self):\n        return {'email': self.email, 'password': self.password}\n@app.get('/vets/<int:number>')\ndef vet(number):\n    return jsonify(Vet.query.get_or_404(number).card())\n`,
      `${ORM}def current(s: Session = Depends(session)):\n    return s.get(Rider, 1)\n@app.get('/me')\ndef me(rider=Depends(current)):\n    return rider\n`,
    ],
    safe: [
      `${ALCHEMY}    def to_dict(self):\n        return {'id': self.id, 'email': self.email}\n@app.get('/vets')\ndef vets():\n    return jsonify([vet.to_dict() for vet in Vet.query.limit(9).all()])\n`,
      `${ALCHEMY}    def to_dict(self):\n        return {c.name: getattr(self, c.name) for c in self.__table__.columns if c.name not in ('password',)}\n@app.get('/vets')\ndef vets():\n    return jsonify([vet.to_dict() for vet in Vet.query.limit(9).all()])\n`,
      "import os\nfrom flask import Flask, jsonify\napp = Flask(__name__)\nSHOWN = {'REGION'}\n@app.get('/about')\ndef about():\n    return jsonify({key: value for key, value in os.environ.items() if key in SHOWN})\n",
      "import os\nfrom flask import Flask, jsonify\napp = Flask(__name__)\n@app.get('/about')\ndef about():\n    return jsonify({key: os.environ[key] for key in ('REGION', 'VERSION')})\n",
      `${ALCHEMY}    def to_dict(self):\n        return {c.name: getattr(self, c.name) for c in self.__table__.columns if c.name in {'id', 'email'}}\n@app.get('/vets')\ndef vets():\n    return jsonify([vet.to_dict() for vet in Vet.query.limit(9).all()])\n`,
      `${ALCHEMY}@app.get('/vets')\ndef vets():\n    return jsonify([dict(row._mapping) for row in db.session.query(Vet.id, Vet.email).limit(9)])\n`,
      `${ALCHEMY}    SHOWN = ('id', 'email')\n    def card(self):\n        return {name: getattr(self, name) for name in self.SHOWN}\n@app.get('/vets')\ndef vets():\n    return jsonify([vet.card() for vet in Vet.query.limit(9).all()])\n`,
      `${ALCHEMY}def columns(row, names):\n    return {name: getattr(row, name) for name in names}\n@app.get('/vets/<int:number>')\ndef vet(number):\n    return jsonify(columns(Vet.query.get_or_404(number), ['id', 'email']))\n`,
      `${ALCHEMY}@app.get('/vets/<int:number>')\ndef vet(number):\n    found = Vet.query.get_or_404(number)\n    return jsonify({column.name: getattr(found, column.name) for column in (Vet.id, Vet.email)})\n`,
      `${ALCHEMY}SHOWN = ('id', 'email')\n@app.get('/vets/<int:number>')\ndef vet(number):\n    found = Vet.query.get_or_404(number)\n    return jsonify({name: getattr(found, name) for name in SHOWN})\n`,
      "import os\nfrom flask import Flask, jsonify\napp = Flask(__name__)\n@app.get('/about')\ndef about():\n    return jsonify({key: os.environ.get(key) for key in ('REGION', 'VERSION')})\n",
      `${ORM}class Rider2(BaseModel):\n    email: str\n@app.get('/me')\ndef me(rider: Rider2):\n    return rider\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'typescript',
    weak: [
      `${SEQUELIZE}const Cook = sequelize.define('Cook', { email: DataTypes.STRING, passwordHash: DataTypes.STRING })\napp.get('/cooks', async (req, res) => {\n  const cooks = await Cook.findAll({ limit: 5 })\n  res.send(cooks.map((cook) => cook.toJSON()))\n})\n`,
      `${KYSELY}app.get('/w/:id', async (c) => c.json(await db.selectFrom('writers').selectAll().where('id', '=', Number(c.req.param('id'))).executeTakeFirst()))\n`,
      `${KYSELY}app.post('/w', async (c) => c.json(await db.insertInto('writers').values(await c.req.json()).returningAll().executeTakeFirstOrThrow()))\n`,
    ],
    safe: [
      `${SEQUELIZE}const Cook = sequelize.define('Cook', { email: DataTypes.STRING, passwordHash: DataTypes.STRING }, { defaultScope: { attributes: { exclude: ['passwordHash'] } } })\napp.get('/cooks', async (req, res) => {\n  res.send(await Cook.findAll({ limit: 5 }))\n})\n`,
      `${SEQUELIZE}const Cook = sequelize.define('Cook', { email: DataTypes.STRING, passwordHash: DataTypes.STRING })\napp.get('/cooks', async (req, res) => {\n  const cooks = await Cook.findAll({ limit: 5 })\n  res.send(cooks.map(({ id, email }) => ({ id, email })))\n})\n`,
      `${KYSELY}app.get('/w/:id', async (c) => c.json(await db.selectFrom('writers').select(['id', 'email']).where('id', '=', Number(c.req.param('id'))).executeTakeFirst()))\n`,
      `${KYSELY}app.post('/w', async (c) => c.json(await db.insertInto('writers').values(await c.req.json()).returning(['id']).executeTakeFirstOrThrow()))\n`,
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      SERIALIZER("fields = '__all__'"),
      SERIALIZER("exclude = ['id']"),
      SERIALIZER("fields = ['email', 'api_token']"),
      ACCOUNTS("fields = ('username', 'password')"),
      'import strawberry\n@strawberry.type\nclass Member:\n    email: str\n    password_hash: str\n',
    ],
    safe: [
      SERIALIZER("fields = ['id', 'email']"),
      SERIALIZER("exclude = ['api_token']"),
      SERIALIZER("fields = '__all__'", '    api_token = serializers.CharField(write_only=True)\n'),
      SERIALIZER("fields = ['email', 'api_token']\n        extra_kwargs = {'api_token': {'write_only': True}}"),
      'import strawberry\n@strawberry.type\nclass Member:\n    email: str\n    password_hash: strawberry.Private[str]\n',
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'typescript',
    weak: [
      "import { Field, ObjectType } from '@nestjs/graphql'\n@ObjectType()\nexport class Member {\n  @Field() email: string\n  @Field() passwordHash: string\n}\n",
    ],
    safe: [
      "import { Field, ObjectType } from '@nestjs/graphql'\n@ObjectType()\nexport class Member {\n  @Field() email: string\n  passwordHash: string\n}\n",
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [ACCOUNTS("fields = '__all__'"), ACCOUNTS("fields = ['username', 'is_staff']")],
    safe: [
      ACCOUNTS("fields = ['username', 'email']"),
      ACCOUNTS("fields = ['username', 'is_staff']\n        read_only_fields = ['is_staff']"),
      ACCOUNTS("exclude = ['is_staff', 'is_superuser', 'password']"),
      `${ACCOUNTS("fields = ['username', 'is_staff']").replace('serializer_class', 'permission_classes = [permissions.IsAdminUser]\n    serializer_class').replace('import serializers', 'import permissions, serializers')}`,
    ],
  },
]
