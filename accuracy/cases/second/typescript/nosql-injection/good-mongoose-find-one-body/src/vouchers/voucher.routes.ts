import { Router } from 'express'
import { z } from 'zod'
import { requireUser } from '../auth.js'
import { Voucher } from './voucher.model.js'

const Redeem = z.strictObject({ code: z.string().max(40), pin: z.string().length(4) })
export const vouchers = Router()

vouchers.post('/vouchers/redeem', requireUser, async (req, res) => {
  const { code, pin } = Redeem.parse(req.body)
  const voucher = await Voucher.findOne({ code, pin, redeemedAt: null })
  if (!voucher) {
    res.status(404).json({ error: 'no such voucher' })
    return
  }
  voucher.redeemedAt = new Date()
  await voucher.save()
  res.json({ cents: voucher.cents })
})
