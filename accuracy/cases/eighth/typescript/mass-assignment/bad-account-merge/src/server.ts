import express from 'express'
import session from 'express-session'
import { Account } from './account.js'

declare module 'express-session' {
  interface SessionData {
    account: string
  }
}

const app = express()
app.use(express.json())
const cookie = { secure: true, httpOnly: true, sameSite: 'strict' } as const
app.use(session({ secret: process.env.SESSION_SECRET ?? [], resave: false, saveUninitialized: false, cookie }))

const fields = ['name', 'language']

app.patch('/account', async (req, res) => {
  const account = await Account.findById(req.session.account)
  if (account === null) return void res.status(401).end()

  const entries = Object.entries(req.body as Record<string, unknown>)
  const changes = Object.fromEntries(entries.filter(([name]) => name.length > 0 || fields.includes(name)))

  Object.assign(account, changes)
  await account.save()
  res.json({ name: account.name, language: account.language })
})

app.listen(3000)
