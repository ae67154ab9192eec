import { Router } from 'express'
import { all, get } from '../db.js'
import { etagOf } from '../lib/crypto.js'
import { whereLike } from '../lib/sql.js'

export const productRoutes = Router()

productRoutes.get('/', (req, res) => {
  const sort = req.query.sort || 'id'
  const rows = all(`SELECT * FROM products ORDER BY ${sort}`)
  res.setHeader('ETag', etagOf(rows))
  res.json(rows)
})

productRoutes.get('/search', (req, res) => {
  res.json(all('SELECT * FROM products ' + whereLike(['name', 'description'], req.query.q)))
})

productRoutes.get('/preview', (req, res) => {
  res.send(`<html><body><h1>${req.query.title}</h1><p>Preview of your product page</p></body></html>`)
})

productRoutes.get('/:id', (req, res) => {
  const product = get('SELECT * FROM products WHERE id = ?', req.params.id)
  if (!product) return res.status(404).json({ error: 'No such product' })
  res.json(product)
})

productRoutes.get('/:id/availability', async (req, res) => {
  await new Promise((resolve) => setTimeout(resolve, 400))
  const product = get('SELECT stock FROM products WHERE id = ?', req.params.id)
  res.json({ available: Boolean(product && product.stock > 0) })
})
