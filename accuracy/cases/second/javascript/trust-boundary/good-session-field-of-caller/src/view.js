import { Router } from 'express'
import { requireUser } from './auth.js'

const LAYOUTS = new Set(['table', 'cards'])
export const view = Router()

view.post('/view', requireUser, (req, res) => {
  const { value = 'table' } = req.body
  req.session.layout = LAYOUTS.has(value) ? value : 'table'
  res.sendStatus(204)
})
