import express from 'express'
import { Review } from './review.js'

export const app = express()

app.get('/reviews', async (req, res) => {
  const page = Math.max(1, Number.parseInt(req.query.page, 10) || 1)
  const reviews = await Review.find({ published: true }).sort({ _id: -1 }).skip((page - 1) * 100).limit(100).lean()
  res.json(reviews.map(({ title, stars }) => ({ title, stars })))
})
