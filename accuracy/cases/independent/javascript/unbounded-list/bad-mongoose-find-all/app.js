import express from 'express'
import { Review } from './review.js'

export const app = express()

app.get('/reviews', async (req, res) => {
  const reviews = await Review.find({ published: true }).lean()
  res.json(reviews.map(({ title, stars }) => ({ title, stars })))
})
