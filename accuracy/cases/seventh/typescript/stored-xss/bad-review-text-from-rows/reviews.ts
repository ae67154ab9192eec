import escapeHtml from 'escape-html'
import express, { type Request, type Response } from 'express'
import pg from 'pg'

interface Review {
  stars: number
  guest: string
  text: string
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/reviews', async (req: Request, res: Response) => {
  const { guest = '', text = '', stars = '5' } = req.body as Record<string, string>
  await pool.query('INSERT INTO reviews (guest, text, stars) VALUES ($1, $2, $3)', [
    guest,
    text,
    Number(stars),
  ])
  res.redirect(303, '/reviews')
})

app.get('/reviews', async (_req: Request, res: Response) => {
  const { rows } = await pool.query<Review>('SELECT stars, guest, text FROM reviews ORDER BY id DESC LIMIT 20')
  const items = rows.map(({ stars, guest, text }) => {
    const body = text.trim()
    return `<li><b>${escapeHtml(guest)}</b> (${Number(stars)}): ${body}</li>`
  })
  res.type('html').send(`<ul>${items.join('')}</ul>`)
})

export default app
