import express, { type Request, type Response } from 'express'
import mysql from 'mysql2/promise'
import { requireAuditor } from './guard.js'
import { AuditStore } from './store.js'

const store = new AuditStore(mysql.createPool({ uri: process.env.DATABASE_URL, connectTimeout: 4000 }))
export const app = express()

app.get('/audit', requireAuditor, async (req: Request<object, unknown, unknown, { archive?: string }>, res: Response) => {
  const { archive } = req.query
  res.setHeader('X-Audit-Archive', archive === undefined ? 'none' : 'requested')
  res.json(await store.latest(50, archive))
})
