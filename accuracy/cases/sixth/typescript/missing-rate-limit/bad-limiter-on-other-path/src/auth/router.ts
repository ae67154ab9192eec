import { Router } from 'express'
import { z } from 'zod'
import { login } from './login.service.js'

const credentials = z.object({ email: z.string().email().toLowerCase(), password: z.string().min(1).max(128) })

export const authRouter = Router()

authRouter.post('/login', async (req, res) => {
  const parsed = credentials.safeParse(req.body)
  if (!parsed.success) return res.status(422).json({ error: 'invalid' })
  const token = await login(parsed.data.email, parsed.data.password)
  if (!token) return res.status(401).json({ error: 'wrong email or password' })
  res.json({ token })
})
