import express from 'express'
import { customer } from './customer'
import { findReceipt } from './receipts'

export const app = express()

app.get('/receipts/:id', customer, async (req, res) => {
  const receipt = await findReceipt(Number(req.params.id), res.locals.customerId)
  if (!receipt) {
    res.sendStatus(404)
    return
  }
  res.json({ id: receipt.id, total: receipt.total })
})
