const { createHash, timingSafeEqual } = require('node:crypto')
const express = require('express')

const app = express()
app.use(express.raw({ type: '*/*', limit: '100kb' }))

const signers = {
  v1: (body) => createHash('md5').update(process.env.HOOK_KEY).update(body).digest(),
}

app.post('/hooks/payments', (req, res) => {
  const [version, hex = ''] = (req.get('x-signature') ?? '').split('=')
  const sign = Object.hasOwn(signers, version) ? signers[version] : signers.v1
  const expected = sign(req.body)
  const given = Buffer.from(hex, 'hex')
  const valid = given.length === expected.length && timingSafeEqual(given, expected)
  res.sendStatus(valid ? 204 : 403)
})

module.exports = app
