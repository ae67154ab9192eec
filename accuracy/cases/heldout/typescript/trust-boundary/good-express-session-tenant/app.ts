import express, { type Request, type Response } from 'express'
import session from 'express-session'
import { verifyUser } from './users.js'

declare module 'express-session' {
  interface SessionData {
    userId: number
    tenant: string
  }
}

export const app = express()
app.use(express.json())
app.use(
  session({
    secret: process.env.SESSION_KEY ?? '',
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax' },
  }),
)

app.post('/session', async (req: Request, res: Response) => {
  const user = await verifyUser(req.body)
  if (user === undefined) return void res.status(401).end()
  req.session.userId = user.id
  req.session.tenant = user.tenant
  res.status(204).end()
})
