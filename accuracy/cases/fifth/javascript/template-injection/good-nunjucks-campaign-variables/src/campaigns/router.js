import { Router } from 'express'
import { celebrate, Joi, Segments } from 'celebrate'
import { requireMarketer } from '../session.js'
import { renderCampaign } from './render.js'

export const router = Router()
const SAMPLE = { name: 'Kim Sample', city: 'Bergen' }

router.post(
  '/preview',
  requireMarketer,
  celebrate({ [Segments.BODY]: Joi.object({ text: Joi.string().max(5000).required() }) }),
  (req, res) => {
    res.type('html').send(renderCampaign(req.body.text, SAMPLE))
  },
)
