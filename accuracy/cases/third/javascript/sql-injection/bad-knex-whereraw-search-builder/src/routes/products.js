import { Router } from 'express'
import { searchProducts } from '../products/index.js'

export const products = Router()

products.get('/products', async (req, res) => {
  const { text, category, maxPrice } = req.query
  const found = await searchProducts({ text, category, maxPrice }, { limit: 50 })
  res.json({ products: found })
})
