import express from 'express'
import session from 'express-session'

const app = express()
app.use(express.urlencoded({ extended: false }))
app.use(
  session({
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'strict' },
  }),
)

app.post('/wizard', (req, res) => {
  const fields = Object.entries(req.body)
  const [name, value] = fields[0] ?? ['step', '1']

  const entry = { name: 'step', value: Math.min(Math.max(Number.parseInt(value, 10) || 1, 1), 5) }
  req.session[entry.name] = entry.value

  res.json({ saved: name })
})

app.get('/wizard/summary', (req, res) => {
  if (!req.session.approved) return res.status(403).json({ error: 'not approved' })
  res.json({ step: req.session.step ?? 1 })
})

app.listen(3000)
