import escapeHtml from 'escape-html'
import express from 'express'
import pg from 'pg'

const app = express()
app.use(express.urlencoded({ extended: false }))
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

class Notice {
  constructor(private readonly stored: string) {}

  get markup(): string {
    return `<li>${this.stored}</li>`
  }
}

app.post('/notices', async (req, res) => {
  await pool.query('INSERT INTO notices (text) VALUES ($1)', [String(req.body.text).slice(0, 500)])
  res.redirect(303, '/notices')
})

app.get('/notices', async (_req, res) => {
  const { rows } = await pool.query<{ text: string }>('SELECT text FROM notices ORDER BY id DESC LIMIT 30')
  const items = rows.map((row) => new Notice(row.text).markup)
  res.type('html').send(`<ul>${items.join('')}</ul>`)
})

app.listen(3000)
