import { Router } from 'express'
import { events } from './events'
import { requireAdmin } from './require-admin'
import './backup-listener'

export const backups = Router()

backups.post('/backups', requireAdmin, (req, res) => {
  const { name = new Date().toISOString().slice(0, 10) } = req.body
  events.emit('backup:requested', name, req.session.userId)
  res.sendStatus(202)
})
