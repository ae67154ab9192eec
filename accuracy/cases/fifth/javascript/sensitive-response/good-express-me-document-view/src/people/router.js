import { Router } from 'express'
import mongoose from 'mongoose'
import { authenticate } from '../middleware/authenticate.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { Person } from './model.js'

export const router = Router()
router.use(authenticate)

router.param('id', (req, res, next, id) => (mongoose.isValidObjectId(id) ? next() : res.sendStatus(404)))

router.get(
  '/:id',
  asyncHandler(async (req, res) => {
    const person = await Person.findById(req.params.id)
    if (!person) return res.sendStatus(404)
    return res.json(person.toView())
  }),
)
