import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { config } from './config.ts'
import { Collection } from './library/collection.ts'
import { hashPassword } from './library/password.ts'

export interface Member {
  id: number
  email: string
  name: string
  passwordHash: string
  pin: string
  role: string
  disabled: boolean
}

export interface Note {
  id: number
  owner: number
  title: string
  text: string
  secret: boolean
}

const database = new DatabaseSync(config.databasePath)
database.exec(`
  CREATE TABLE IF NOT EXISTS projects (id INTEGER PRIMARY KEY, owner INTEGER, name TEXT, goal TEXT, votes INTEGER DEFAULT 0, archived INTEGER DEFAULT 0);
  CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, project INTEGER, title TEXT, state TEXT DEFAULT 'open', assignee INTEGER);
  CREATE TABLE IF NOT EXISTS voters (project INTEGER, member INTEGER);
  CREATE TABLE IF NOT EXISTS refresh (token TEXT PRIMARY KEY, member INTEGER, used INTEGER DEFAULT 0);
`)

export const all = (sql: string, ...values: SQLInputValue[]) => database.prepare(sql).all(...values) as Record<string, any>[]
export const get = (sql: string, ...values: SQLInputValue[]) => database.prepare(sql).get(...values) as Record<string, any> | undefined
export const run = (sql: string, ...values: SQLInputValue[]) => database.prepare(sql).run(...values)

export const members = new Collection<Member>()
export const notes = new Collection<Note>()

mkdirSync(config.keyFolder, { recursive: true })
mkdirSync(config.fileFolder, { recursive: true })
writeFileSync(join(config.keyFolder, 'main.key'), config.tokenSecret)

if (get('SELECT COUNT(*) AS n FROM projects')?.['n'] === 0) {
  for (const [email, password, role] of [['root@wiki.example', 'toor', 'admin'], ['maya@wiki.example', 'harbour-9', 'member'], ['olav@wiki.example', 'glacier-4', 'member']] as const) {
    members.insert({ email, name: email.split('@')[0] ?? '', passwordHash: hashPassword(password), pin: '4711', role, disabled: false })
  }
  for (let number = 1; number <= 40; number += 1) {
    run('INSERT INTO projects (owner, name, goal) VALUES (?, ?, ?)', 2 + (number % 2), `Project ${number}`, 'Ship it before the summer holidays begin')
    for (let task = 1; task <= 3; task += 1) run('INSERT INTO tasks (project, title, assignee) VALUES (?, ?, ?)', number, `Task ${task} of ${number}`, 2)
    notes.insert({ owner: 2 + (number % 2), title: `Note ${number}`, text: 'Remember the milk', secret: number % 5 === 0 })
  }
}
