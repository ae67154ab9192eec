import express from 'express'
import session from 'express-session'
import { config } from './config'

declare module 'express-session' {
  interface SessionData {
    visits: number
  }
}

export const app = express()

app.use(
  session({
    ...config.session,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3_600_000 },
  }),
)

app.get('/visits', (req, res) => {
  req.session.visits = (req.session.visits ?? 0) + 1
  res.json({ visits: req.session.visits })
})
