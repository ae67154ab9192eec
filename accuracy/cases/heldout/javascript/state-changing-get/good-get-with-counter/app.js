const express = require('express')
const { Counter } = require('prom-client')
const { pool } = require('./pool')

const app = express()
const views = new Counter({ name: 'page_views_total', help: 'Views of a page' })

app.get('/articles/:id', async (req, res) => {
  views.inc()
  const { rows } = await pool.query('SELECT title, deleted_at, update_count FROM articles WHERE id = $1 LIMIT 1', [Number(req.params.id)])
  res.json(rows[0] ?? null)
})

module.exports = app
