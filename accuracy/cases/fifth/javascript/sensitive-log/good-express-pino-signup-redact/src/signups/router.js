import argon2 from 'argon2'
import { Router } from 'express'
import rateLimit from 'express-rate-limit'
import { logger } from '../logger.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { Person } from './model.js'
import { problemsOf } from './validate.js'

export const router = Router()

router.post(
  '/',
  rateLimit({ windowMs: 3_600_000, limit: 20 }),
  asyncHandler(async (req, res) => {
    const { email, name, password } = req.body
    const problems = problemsOf({ email, name, password })
    if (problems.length > 0) {
      logger.warn({ email, problems }, 'sign-up refused')
      return res.status(422).json({ problems })
    }
    const person = await Person.create({ email, name, passwordHash: await argon2.hash(password) })
    return res.status(201).json({ id: person.id })
  }),
)
