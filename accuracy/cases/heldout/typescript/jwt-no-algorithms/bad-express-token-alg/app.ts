import express, { type Request, type Response } from 'express'
import { subjectOf } from './tokens.js'

export const app = express()

app.get('/me', (req: Request, res: Response) => {
  try {
    res.json({ id: subjectOf((req.get('authorization') ?? '').slice(7)) })
  } catch {
    res.status(401).json({ error: 'unauthenticated' })
  }
})
