import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

/** What flows where, in services whose layers are classes. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { paths } = await analysisOf(files)
  return [...new Set(paths.map(({ kind, sink }) => `${kind} ${sink.file}:${sink.line}`))].sort()
}

const express = (imports: string, body: string): Record<string, string> => ({
  'config.ts': `export const config = { tides: process.env.TIDES_URL ?? 'https://tides.example' }\n`,
  'app.ts': `import express from 'express'\n${imports}\nimport { config } from './config'\nconst app = express()\napp.use(express.json())\n${body}\n`,
})

const CLIENT = `class Client {
  private readonly client: AxiosInstance
  constructor(baseURL?: string) { this.client = axios.create({ baseURL, timeout: 100 }) }
  async post(url: string, body: unknown) { return this.client.post(url, body) }
}
class Outgoing {
  private readonly hooks = new Client()
  private readonly tides = new Client(config.tides)
  async hook(url: string) { const { status } = await this.hooks.post(url, { sent: 1 }); return status }
  async tide(id: string) { return this.tides.post('/tides/' + encodeURIComponent(id), {}) }
}
const outgoing = new Outgoing()
`
const AXIOS = `import axios, { type AxiosInstance } from 'axios'`
const ask = (address: string): string => `async function ask(base: string, path: string, query: Record<string, string>) {
  const answer = await fetch(${address})
  return answer.json()
}
`

it.each<[string, Record<string, string>, string[]]>([
  [
    'a client that a constructor keeps, given an address',
    express(AXIOS, `${CLIENT}app.post('/h', async (req, res) => res.json(await outgoing.hook(String(req.body.url))))`),
    ['ssrf app.ts:9'],
  ],
  [
    'a client that a constructor keeps, given a path of its host',
    express(AXIOS, `${CLIENT}app.get('/t/:id', async (req, res) => res.json(await outgoing.tide(req.params.id)))`),
    [],
  ],
  [
    'behind a host that the callers give',
    express(
      '',
      `${ask('`${base}/${path}?${new URLSearchParams(query)}`')}app.get('/t', async (req, res) => res.json(await ask(config.tides, 'v2', { day: req.query.day })))`,
    ),
    [],
  ],
  [
    'behind a question mark',
    express(
      '',
      `${ask('`${base}?${query.day}`')}app.get('/t', async (req, res) => res.json(await ask(config.tides, 'v2', { day: req.query.day })))`,
    ),
    [],
  ],
  [
    'a host that the request gives',
    express('', `${ask('`${base}/${path}`')}app.get('/t', async (req, res) => res.json(await ask(req.query.host, 'v2', {})))`),
    ['ssrf app.ts:7'],
  ],
  [
    'right behind what the callers give',
    express(
      '',
      `${ask('`${base}${query.day}`')}app.get('/t', async (req, res) => res.json(await ask('https://', 'v2', { day: req.query.day })))`,
    ),
    ['ssrf app.ts:7'],
  ],
])('follows addresses through layers: %s', async (_name, files, expected) => {
  expect(await found(files)).toEqual(expected)
})

const crud = (create: string, update: string): Record<string, string> => ({
  'repo.ts': `import type { Model, ModelStatic } from 'sequelize'
export class Repo {
  constructor(protected readonly model: ModelStatic<Model<any, any>>) {}
  async byId(id: string): Promise<Model<any, any> | null> { return this.model.findByPk(id) }
  async create(values: Record<string, unknown>): Promise<Model<any, any>> { return this.model.create(values) }
}
`,
  'crud.ts': `import type { Model } from 'sequelize'
import type { Repo } from './repo'
const pick = (source, names) => Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]))
export class Crud {
  constructor(protected readonly rows: Repo, protected readonly writable: readonly string[]) {}
  create = async (req, res) => { res.json(await this.rows.create({ ...${create}, companyId: 1 })) }
  update = async (req, res) => {
    const row = await this.mustFind(req)
    await row.update(${update})
    res.json(row)
  }
  protected async mustFind(req): Promise<Model<any, any>> {
    const row = await this.rows.byId(req.params.id)
    if (!row) throw new Error('none')
    return row
  }
}
`,
  'app.ts': `import express from 'express'
import { DataTypes, Sequelize } from 'sequelize'
import { Crud } from './crud'
import { Repo } from './repo'
const sequelize = new Sequelize(process.env.DATABASE_URL)
const customers = new Crud(new Repo(sequelize.define('Customer', { name: DataTypes.STRING })), ['name'])
const app = express()
app.use(express.json())
app.post('/customers', customers.create)
app.patch('/customers/:id', customers.update)
`,
})
const PICKED = 'pick(req.body, this.writable)'

it.each<[string, Record<string, string>, string[]]>([
  ['updates with the body', crud(PICKED, 'req.body'), ['mass-assignment crud.ts:9']],
  ['makes rows of the body', crud('req.body', '{ name: String(req.body.name) }'), ['mass-assignment repo.ts:5']],
  ['picks fields by a list', crud(PICKED, PICKED), []],
])('follows bodies into base repositories: a controller %s', async (_name, files, expected) => {
  expect(await found(files)).toEqual(expected)
})

const nest = (decorator: string, change = 'z.object({ name: z.string(), note: z.string() })'): Record<string, string> => ({
  'pipe.ts': `import { BadRequestException, Body, Param, type PipeTransform } from '@nestjs/common'
import { z, type ZodTypeAny } from 'zod'
export class ZodPipe implements PipeTransform {
  constructor(private readonly schema: ZodTypeAny) {}
  transform(value: unknown) {
    const parsed = this.schema.safeParse(value)
    if (parsed.success) return parsed.data
    throw new BadRequestException()
  }
}
export const ZodBody = (schema: ZodTypeAny) => Body(new ZodPipe(schema))
export const Id = () => Param('id', new ZodPipe(z.string().uuid()))
`,
  'database.ts': `import { Injectable } from '@nestjs/common'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as schema from './schema'
@Injectable()
export class Database {
  readonly db: NodePgDatabase<typeof schema>
  constructor() { this.db = drizzle(new pg.Pool(), { schema }) }
}
`,
  'schema.ts': `import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const people = pgTable('people', { name: text('name'), note: text('note') })\n`,
  'people.ts': `import { Body, Controller, Patch, Post } from '@nestjs/common'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Database } from './database'
import { Id, ZodBody, ZodPipe } from './pipe'
import { people } from './schema'
const Person = z.object({ name: z.string().uuid() })
const Change = ${change}
@Controller('people')
export class People {
  constructor(private readonly database: Database) {}
  @Post()
  async add(${decorator.replace('SCHEMA', 'Person')} person: z.infer<typeof Person>) {
    await this.database.db.execute(sql.raw(\`SELECT '\${person.name}'\`))
    await this.database.db.insert(people).values(person)
  }
  @Patch(':id')
  async change(@Id() id: string, ${decorator.replace('SCHEMA', 'Change')} change: z.infer<typeof Change>) {
    await this.database.db.execute(sql.raw(\`SELECT '\${change.note}'\`))
    await this.database.db.update(people).set(change).where(eq(people.name, id))
  }
}
`,
})

it.each<[string, Record<string, string>, string[]]>([
  ['a decorator of their own', nest('@ZodBody(SCHEMA)'), ['sql-injection people.ts:19']],
  ['a pipe at the parameter', nest('@Body(new ZodPipe(SCHEMA))'), ['sql-injection people.ts:19']],
  [
    'a schema that keeps what it does not name',
    nest('@ZodBody(SCHEMA)', 'z.object({ note: z.string().uuid() }).passthrough()'),
    ['mass-assignment people.ts:20'],
  ],
  [
    'no schema',
    nest('@Body()'),
    ['mass-assignment people.ts:15', 'mass-assignment people.ts:20', 'sql-injection people.ts:14', 'sql-injection people.ts:19'],
  ],
])('gives handlers what their own pipes let through: %s', async (_name, files, expected) => {
  expect(await found(files)).toEqual(expected)
})

it('leaves to the class below what a base class leaves empty', async () => {
  const files = {
    'rows.py': `class Rows:\n    name = None\n    def __init__(self, database):\n        self.collection = database[self.name]\n    def find(self, query):\n        return list(self.collection.find(query))\nclass Dishes(Rows):\n    name = 'dishes'\n    def under(self, price):\n        return self.find({'$where': f'this.price < {price}'})\n`,
    'app.py': `import os\nfrom flask import Flask, request, jsonify\nfrom pymongo import MongoClient\nfrom rows import Dishes\napp = Flask(__name__)\ndishes = Dishes(MongoClient(os.environ['MONGO_URL']).get_default_database())\n@app.get('/dishes')\ndef under():\n    return jsonify(dishes.under(request.args.get('max', '9')))\n`,
  }
  expect(await found(files)).toEqual(['nosql-injection rows.py:6'])
})
