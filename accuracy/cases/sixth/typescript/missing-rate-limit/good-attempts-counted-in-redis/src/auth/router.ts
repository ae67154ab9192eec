import { Router } from 'express'
import { z } from 'zod'
import { login, TooManyAttempts } from './login.service.js'

const credentials = z.object({ email: z.string().email().toLowerCase(), password: z.string().min(1).max(128) })

export const authRouter = Router()

authRouter.post('/login', async (req, res) => {
  const parsed = credentials.safeParse(req.body)
  if (!parsed.success) return res.status(422).json({ error: 'invalid' })
  const token = await login(parsed.data.email, parsed.data.password).catch((error: unknown) => {
    if (error instanceof TooManyAttempts) return undefined
    throw error
  })
  if (token === undefined) return res.status(429).json({ error: 'try again later' })
  if (!token) return res.status(401).json({ error: 'wrong email or password' })
  res.json({ token })
})
