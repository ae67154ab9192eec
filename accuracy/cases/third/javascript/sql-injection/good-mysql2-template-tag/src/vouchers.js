import { Router } from 'express'
import { all, first, sql } from './sql.js'
import { requireCustomer } from './require-customer.js'

export const vouchers = Router()

vouchers.use(requireCustomer)

vouchers.get('/vouchers', async (req, res) => {
  const rows = await all(sql`SELECT code, cents FROM vouchers WHERE customer_id = ${req.customer.id} ORDER BY id DESC LIMIT 50`)
  res.json({ vouchers: rows })
})

vouchers.get('/vouchers/:code', async (req, res) => {
  const { code } = req.params
  const voucher = await first(sql`SELECT cents, used_at FROM vouchers WHERE customer_id = ${req.customer.id} AND code = ${code}`)
  if (!voucher) return res.status(404).json({ message: 'No such voucher' })
  res.json({ code, cents: voucher.cents, used: voucher.used_at !== null })
})
