import { Router } from 'express'
import { requireUser } from './auth.js'

const DEFAULT = 'table'
export const view = Router()

view.post('/view', requireUser, (req, res) => {
  const { setting = 'layout', value = DEFAULT } = req.body
  req.session[setting] = value
  res.sendStatus(204)
})
