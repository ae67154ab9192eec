import express from 'express'
import pg from 'pg'
import { seedAdmin } from './seed.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()

app.get('/health', (_req, res) => {
  res.json({ status: 'up' })
})

await seedAdmin(pool)
app.listen(3000)
