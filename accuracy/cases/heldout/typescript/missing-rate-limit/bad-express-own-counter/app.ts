import express, { type Request, type Response } from 'express'
import { verify as verifyPassword } from 'argon2'
import { countFailure, isBlocked } from './attempts.js'
import { findAccount, openSession } from './accounts.js'

export const app = express()
app.use(express.json())

app.get('/login/state', (req: Request, res: Response) => void res.json({ blocked: isBlocked(req.ip ?? '') }))

app.post('/login', async (req: Request<object, unknown, { login: string; password: string }>, res: Response) => {
  const address = req.ip ?? ''
  const account = await findAccount(String(req.body.login))
  if (account === undefined || !(await verifyPassword(account.passwordHash, String(req.body.password)))) {
    countFailure(address)
    return void res.status(401).json({ error: 'wrong login' })
  }
  res.json({ session: await openSession(account) })
})
