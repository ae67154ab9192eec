import { Router } from 'express'
import { avatars } from '../queue.js'
import { requireUser } from '../session.js'

export const router = Router()

router.post('/me/avatar/import', requireUser, async (req, res, next) => {
  try {
    await avatars.add('import', { userId: req.user.id, email: req.user.email })
    res.sendStatus(202)
  } catch (error) {
    next(error)
  }
})
