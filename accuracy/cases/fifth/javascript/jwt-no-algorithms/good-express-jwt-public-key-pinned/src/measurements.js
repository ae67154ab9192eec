import { Router } from 'express'
import { celebrate, Joi, Segments } from 'celebrate'

export function measurementRouter(collection) {
  const router = Router()
  const body = Joi.object({ sensor: Joi.string().max(40).required(), value: Joi.number().required() })

  router.post('/', celebrate({ [Segments.BODY]: body }), async (req, res, next) => {
    try {
      await collection.insertOne({ ...req.body, station: String(req.claims.sub), at: new Date() })
      res.sendStatus(201)
    } catch (error) {
      next(error)
    }
  })

  return router
}
