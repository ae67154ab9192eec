import express from 'express'
import { Invoice } from './invoice.js'
import { requireUser } from './security.js'

export const router = express.Router()

router.get('/invoices/:id', requireUser, async (req, res) => {
  const invoice = await Invoice.findOne({ _id: req.params.id, owner: req.user.id })
  if (!invoice) return res.status(404).end()
  res.json({ number: invoice.number, total: invoice.total })
})
