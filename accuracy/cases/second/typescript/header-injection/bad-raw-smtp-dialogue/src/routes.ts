import { Router } from 'express'
import { requireUser } from './auth.js'
import { sendPlain } from './smtp.js'

export const mail = Router()

mail.post('/share', requireUser, async (req, res) => {
  await sendPlain(String(req.body.to), `Have a look at ${process.env.SITE_URL}`)
  res.sendStatus(202)
})
