import { Router } from 'express'
import { authenticate } from '../middleware/authenticate.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { Trip } from './model.js'
import { TripRepository } from './repository.js'

const trips = new TripRepository(Trip)
export const router = Router()

router.get(
  '/fleets/:fleet',
  authenticate,
  asyncHandler(async (req, res) => {
    res.json(await trips.ofFleet(req.params.fleet))
  }),
)
