import express from 'express'
import { book } from './bookings.js'

export const router = express.Router()

router.post('/bookings', async (req, res, next) => {
  try {
    await book(req.body)
    res.status(201).json({ booked: true })
  } catch (error) {
    next(error)
  }
})
