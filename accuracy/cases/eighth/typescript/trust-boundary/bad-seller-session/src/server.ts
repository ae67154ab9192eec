import express from 'express'
import session from 'express-session'
import pg from 'pg'

declare module 'express-session' {
  interface SessionData {
    account: number
    shop: string
  }
}

const app = express()
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
app.use(express.json())
app.use(
  session({
    secret: process.env.SESSION_SECRET ?? [],
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'strict' },
  }),
)

app.post('/shop', async (req, res) => {
  if (req.session.account === undefined) return void res.status(401).end()

  const found = await pool.query('SELECT shop FROM sellers WHERE account = $1', [req.session.account])
  const shops = { asked: String(req.body.shop), own: String(found.rows[0]?.shop ?? '') }
  const key: keyof typeof shops = 'asked'

  req.session.shop = shops[key]
  res.json({ changed: shops.asked !== shops.own })
})

app.listen(3000)
