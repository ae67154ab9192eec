import express from 'express'
import { quote } from './courier'

export const app = express()

app.get('/shipping', async (req, res) => {
  const weight = Number(req.query.weight ?? 1)
  res.json({ price: await quote(weight) })
})
