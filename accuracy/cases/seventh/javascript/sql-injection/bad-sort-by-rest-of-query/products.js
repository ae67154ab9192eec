import express from 'express'
import mysql from 'mysql2/promise'

const app = express()
const pool = mysql.createPool(process.env.DATABASE_URL)

const defaults = { order: 'name', direction: 'ASC' }

app.get('/products', async (req, res, next) => {
  try {
    const { category = 'all', ...rest } = req.query
    if (typeof category !== 'string') {
      res.status(400).json({ error: 'category' })
      return
    }

    const { order = defaults.order } = rest
    const where = category === 'all' ? '' : 'WHERE category = ?'
    const sql = `SELECT id, name, price FROM products ${where} ORDER BY ${order} ${defaults.direction} LIMIT 50`
    const [rows] = await pool.query(sql, category === 'all' ? [] : [category])
    res.json({ category, rows })
  } catch (error) {
    next(error)
  }
})

export default app
