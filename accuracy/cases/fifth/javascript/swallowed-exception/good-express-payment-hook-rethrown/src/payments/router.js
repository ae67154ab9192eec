import { Router } from 'express'
import { logger } from '../logger.js'
import { Payment } from './model.js'
import { isSigned } from './signature.js'

export const router = Router()

async function book({ reference, cents }) {
  await Payment.updateOne({ reference: String(reference) }, { $set: { cents: Number(cents), paidAt: new Date() } }, { upsert: true })
}

router.post('/hook', async (req, res) => {
  if (!isSigned(req.body, req.get('x-signature'))) return res.sendStatus(401)
  try {
    await book(req.body)
  } catch (error) {
    logger.error({ error, reference: req.body.reference }, 'payment could not be booked')
    return res.sendStatus(503)
  }
  return res.sendStatus(200)
})
