import Database from 'better-sqlite3'
import express, { type Request, type Response } from 'express'
import { LockerQuery } from './lockerQuery'

const db = new Database('lockers.db', { readonly: true })
export const app = express()

app.get('/lockers/free', (req: Request, res: Response) => {
  const query = new LockerQuery()
  query.floor = req.get('x-floor') ?? '0'
  const rows = db.prepare(`SELECT id, size FROM lockers WHERE taken = 0 AND ${query.condition} LIMIT 100`).all()
  res.json(rows)
})
