import { Router } from 'express'
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
  } catch (error) {}
  return res.sendStatus(200)
})
