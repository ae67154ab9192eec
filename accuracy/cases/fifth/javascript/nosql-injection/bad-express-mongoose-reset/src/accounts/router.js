import { Router } from 'express'
import rateLimit from 'express-rate-limit'
import { asyncHandler } from '../middleware/error-handler.js'
import { AccountService } from './service.js'

const accounts = new AccountService()
export const router = Router()

router.post(
  '/reset',
  rateLimit({ windowMs: 900_000, limit: 10 }),
  asyncHandler(async (req, res) => {
    const { token, password } = req.body
    if (!token || String(password).length < 12) return res.sendStatus(422)
    const done = await accounts.resetPassword(token, String(password))
    return res.sendStatus(done ? 204 : 400)
  }),
)
