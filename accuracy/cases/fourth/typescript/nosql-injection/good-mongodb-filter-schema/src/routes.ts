import { Router } from 'express'
import { z } from 'zod'
import { jobs } from './store.js'

export const router = Router()

const Filter = z.object({ city: z.string().max(60).optional(), level: z.enum(['junior', 'senior']).optional() })

router.get('/jobs', async (req, res, next) => {
  try {
    const filter = { ...Filter.parse(req.query), published: true }
    const found = await jobs.find(filter).limit(50).toArray()
    res.json({ jobs: found.map((job) => ({ title: job.title, city: job.city })) })
  } catch (error) {
    next(error)
  }
})
