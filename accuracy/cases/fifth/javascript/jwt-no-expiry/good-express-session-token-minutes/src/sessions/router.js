import bcrypt from 'bcrypt'
import { Router } from 'express'
import rateLimit from 'express-rate-limit'
import { asyncHandler } from '../middleware/error-handler.js'
import { TokenService } from './tokens.js'
import { User } from './user.js'

const tokens = new TokenService(process.env.JWT_KEY)
export const router = Router()

router.post(
  '/',
  rateLimit({ windowMs: 60_000, limit: 5 }),
  asyncHandler(async (req, res) => {
    const user = await User.findOne({ email: String(req.body.email).toLowerCase() })
    const isKnown = user && (await bcrypt.compare(String(req.body.password), user.passwordHash))
    if (!isKnown) return res.status(401).json({ error: 'email or password is wrong' })
    return res.json({ token: tokens.sign(user) })
  }),
)
