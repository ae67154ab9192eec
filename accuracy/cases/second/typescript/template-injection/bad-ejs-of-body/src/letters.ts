import ejs from 'ejs'
import { Router } from 'express'
import { requireUser } from './auth.js'

export const letters = Router()

letters.post('/letters/preview', requireUser, (req, res) => {
  const text = String(req.body.text ?? '').slice(0, 5000)
  res.send(ejs.render(`<p>Dear <%= name %>,</p><p>${text}</p>`, { name: 'Customer' }))
})
