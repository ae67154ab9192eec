import Fastify from 'fastify'
import mysql from 'mysql2/promise'
import { Search } from './search.js'

const pool = mysql.createPool({ uri: process.env.DATABASE_URL, connectTimeout: 5000 })
export const app = Fastify()

app.get('/films', async (request) => {
  const search = new Search(String(request.query.q ?? ''))
  const [films] = await pool.query(search.statement)
  return films
})
