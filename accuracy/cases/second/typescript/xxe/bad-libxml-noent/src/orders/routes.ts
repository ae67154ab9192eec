import express, { Router } from 'express'
import { requirePartner } from '../auth.js'
import { parseOrder } from './parse-order.js'
import { placeOrder } from './place-order.js'

export const orders = Router()

orders.post('/orders', requirePartner, express.text({ type: 'application/xml', limit: '200kb' }), async (req, res) => {
  const order = parseOrder(req.body as string)
  res.status(201).json({ id: await placeOrder(order) })
})
