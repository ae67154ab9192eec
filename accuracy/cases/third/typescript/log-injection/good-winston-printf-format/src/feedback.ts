import { Router } from 'express'
import { z } from 'zod'
import { logger } from './logger'
import { feedback } from './store'

const Feedback = z.object({ page: z.string().max(300), text: z.string().max(5000), score: z.number().int().min(1).max(5) })

export const feedbackRoutes = Router()

feedbackRoutes.post('/feedback', async (req, res) => {
  const parsed = Feedback.safeParse(req.body)
  if (!parsed.success) {
    res.status(422).json({ message: 'The feedback is not complete' })
    return
  }
  const { page, text, score } = parsed.data
  await feedback.add({ page, text, score })
  logger.info(`feedback of score ${score} for ${page}`)
  res.sendStatus(204)
})
