import express from 'express'
import { Seller } from './seller.js'

const app = express()
app.use(express.json())

app.post('/sellers', async (req, res, next) => {
  try {
    const seller = await Seller.create({ ...req.body })
    res.status(201).json({ id: seller.id })
  } catch (error) {
    next(error)
  }
})

app.listen(3000)
