import { Router } from 'express'
import { get, run } from '../db.js'
import { requireAuth } from '../middleware/auth.js'

export const couponRoutes = Router()

couponRoutes.post('/', requireAuth, (req, res) => {
  const code = `C${req.user.id}-${Date.now()}`
  run('INSERT INTO coupons (code, value) VALUES (?, 5)', code)
  res.status(201).json({ code, value: 5 })
})

couponRoutes.post('/redeem', requireAuth, async (req, res) => {
  const coupon = get('SELECT * FROM coupons WHERE code = ?', req.body.code)
  if (!coupon || coupon.used_by) return res.status(409).json({ error: 'Coupon not usable' })
  await confirmWithLedger()
  run('UPDATE coupons SET used_by = ? WHERE code = ?', req.user.id, coupon.code)
  run('INSERT INTO credits (user_id, value) VALUES (?, ?)', req.user.id, coupon.value)
  const { total } = get('SELECT SUM(value) AS total FROM credits WHERE user_id = ?', req.user.id)
  res.json({ credit: total })
})

function confirmWithLedger() {
  return new Promise((resolve) => setTimeout(resolve, 40))
}
