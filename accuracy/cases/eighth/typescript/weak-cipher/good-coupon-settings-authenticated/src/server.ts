import { createCipheriv, randomBytes } from 'node:crypto'
import express from 'express'
import { settings } from './settings.js'

const app = express()
app.use(express.text())

app.post('/coupons', (req, res) => {
  const key = Buffer.from(process.env.COUPON_KEY ?? '', 'hex')
  const nonce = settings.nonce > 0 ? randomBytes(settings.nonce) : null

  const cipher = createCipheriv(settings.cipher, key, nonce)
  const sealed = Buffer.concat([cipher.update(String(req.body), 'utf8'), cipher.final()])
  const tag = settings.nonce > 0 ? cipher.getAuthTag().toString('hex') : ''

  res.json({ nonce: nonce?.toString('hex') ?? '', sealed: sealed.toString('hex'), tag })
})

app.listen(3000)
