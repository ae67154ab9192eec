import express from 'express'
import { Pool } from 'pg'
import { searchVehicles } from './vehicles/search.js'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
export const app = express()
app.set('query parser', 'simple')

app.get('/vehicles', async (req, res) => {
  res.json(await searchVehicles(pool, req.query as Record<string, string>))
})
