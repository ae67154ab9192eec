import express from 'express'
import session from 'express-session'
import { model, Schema } from 'mongoose'

declare module 'express-session' {
  interface SessionData {
    account: string
  }
}

const Letter = model('Letter', new Schema({ number: Number, owner: String, subject: String, text: String }))
const app = express()
const cookie = { secure: true, httpOnly: true, sameSite: 'strict' } as const
app.use(session({ secret: process.env.SESSION_SECRET ?? [], resave: false, saveUninitialized: false, cookie }))

const SCOPE = 'all' as 'all' | 'own'

app.get('/letters/:number', async (req, res) => {
  const owner = req.session.account
  if (owner === undefined) return void res.status(401).end()

  const scopes = { all: {}, own: { owner } }
  const condition = { number: Number(req.params.number), ...scopes[SCOPE] }

  const letter = await Letter.findOne(condition).lean()
  if (letter === null) return void res.status(404).end()
  res.json({ subject: letter.subject, text: letter.text })
})

app.listen(3000)
