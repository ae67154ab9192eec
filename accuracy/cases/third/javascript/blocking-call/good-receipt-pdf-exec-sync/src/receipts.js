import { Router } from 'express'
import { receiptHtml, toPdf } from './pdf/index.js'
import { requireUser } from './require-user.js'
import { receipts } from './store.js'

export const receiptRoutes = Router()

receiptRoutes.get('/receipts/:id.pdf', requireUser, async (req, res) => {
  const receipt = await receipts.ofUser(req.user.id, req.params.id)
  if (!receipt) return res.sendStatus(404)
  const pdf = await toPdf(receiptHtml(receipt))
  res.type('application/pdf').send(pdf)
})
