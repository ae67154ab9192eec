import { Router } from 'express'
import { jobs } from './store.js'

export const router = Router()

router.get('/jobs', async (req, res, next) => {
  try {
    const filter = { ...(req.query as Record<string, string>), published: true }
    const found = await jobs.find(filter).limit(50).toArray()
    res.json({ jobs: found.map((job) => ({ title: job.title, city: job.city })) })
  } catch (error) {
    next(error)
  }
})
