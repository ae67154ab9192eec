import { Router } from 'express'
import { requireUser } from '../auth.js'
import { Voucher } from './voucher.model.js'

export const vouchers = Router()

vouchers.post('/vouchers/redeem', requireUser, async (req, res) => {
  const { code, pin } = req.body
  const voucher = await Voucher.findOne({ code, pin, redeemedAt: null })
  if (!voucher) {
    res.status(404).json({ error: 'no such voucher' })
    return
  }
  voucher.redeemedAt = new Date()
  await voucher.save()
  res.json({ cents: voucher.cents })
})
