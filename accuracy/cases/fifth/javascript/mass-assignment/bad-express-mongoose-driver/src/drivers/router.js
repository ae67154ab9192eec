import { Router } from 'express'
import { authenticate } from '../middleware/authenticate.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { BaseController } from './base-controller.js'
import { Driver } from './model.js'

const controller = new BaseController(Driver)
export const router = Router()

router.patch(
  '/me',
  authenticate,
  asyncHandler(async (req, res) => {
    const driver = await controller.change({ accountId: req.userId }, req.body)
    if (!driver) return res.sendStatus(404)
    return res.json({ name: driver.name, phone: driver.phone, vehicle: driver.vehicle })
  }),
)
