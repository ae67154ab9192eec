import express from 'express'
import pg from 'pg'
import { firstAccount } from './setup.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()

app.get('/ready', (_req, res) => {
  res.json({ ready: true })
})

await firstAccount(pool)
app.listen(3000)
