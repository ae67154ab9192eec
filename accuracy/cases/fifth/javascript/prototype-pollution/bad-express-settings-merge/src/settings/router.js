import { Router } from 'express'
import { authenticate } from '../middleware/authenticate.js'
import { asyncHandler } from '../middleware/error-handler.js'
import { merge } from './merge.js'
import { Settings } from './model.js'

const DEFAULTS = { mail: { digest: 'weekly', news: false }, view: { theme: 'light', columns: 3 } }
export const router = Router()

router.put(
  '/',
  authenticate,
  asyncHandler(async (req, res) => {
    const merged = merge(structuredClone(DEFAULTS), req.body)
    const values = { mail: merged.mail, view: merged.view }
    await Settings.updateOne({ accountId: req.userId }, { $set: { values } }, { upsert: true })
    res.json(values)
  }),
)
