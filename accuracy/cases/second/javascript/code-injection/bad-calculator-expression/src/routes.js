import { Router } from 'express'
import { calculate } from './calculator.js'

export const router = Router()

router.post('/calculations', (req, res) => {
  res.json({ result: Number(calculate(req.body.expression)) })
})
