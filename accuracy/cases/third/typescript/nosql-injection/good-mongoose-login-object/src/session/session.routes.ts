import { Router } from 'express'
import { loginBody } from './session.schema'
import { SessionService } from './session.service'
import { loginLimiter } from '../middleware/limits'

export const sessionRoutes = Router()
const service = new SessionService()

sessionRoutes.post('/sessions', loginLimiter, async (req, res) => {
  const credentials = loginBody(req.body)
  const session = await service.open(credentials)
  if (!session) {
    res.status(401).json({ message: 'E-mail or code is wrong' })
    return
  }
  res.status(201).json(session)
})
