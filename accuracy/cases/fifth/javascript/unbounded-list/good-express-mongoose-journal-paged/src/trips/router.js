import { Router } from 'express'
import { authenticate } from '../middleware/authenticate.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { Trip } from './model.js'
import { TripRepository } from './repository.js'

const trips = new TripRepository(Trip)
export const router = Router()

function pageOf({ page, size }) {
  const wanted = Number.parseInt(size, 10) || 50
  return { page: Math.max(0, Number.parseInt(page, 10) || 0), size: Math.min(100, Math.max(1, wanted)) }
}

router.get(
  '/fleets/:fleet',
  authenticate,
  asyncHandler(async (req, res) => {
    res.json(await trips.ofFleet(req.params.fleet, pageOf(req.query)))
  }),
)
