import express, { type RequestHandler } from 'express'
import session from 'express-session'
import { closeSeason, renameSeason, seasonNow } from './seasons.js'

declare module 'express-session' {
  interface SessionData {
    account: string
    role: 'member' | 'admin'
  }
}

const app = express()
app.use(express.json())
const cookie = { secure: true, httpOnly: true, sameSite: 'strict' } as const
app.use(session({ secret: process.env.SESSION_SECRET ?? [], resave: false, saveUninitialized: false, cookie }))

const signedIn: RequestHandler = (req, res, next) => {
  if (req.session.account === undefined) return void res.status(401).end()
  next()
}

const admin: RequestHandler = (req, res, next) => {
  if (req.session.role !== 'admin') return void res.status(403).end()
  next()
}

const guards = [signedIn, admin]

app.get('/season', signedIn, async (_req, res) => {
  res.json(await seasonNow())
})

app.put('/admin/season/name', guards, async (req, res) => {
  await renameSeason(String(req.body.name))
  res.status(204).end()
})

app.post('/admin/season/close', guards.slice(0, 2), async (_req, res) => {
  await closeSeason()
  res.status(204).end()
})

app.listen(3000)
