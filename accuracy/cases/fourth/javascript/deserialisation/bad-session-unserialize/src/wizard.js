const express = require('express')
const cookieParser = require('cookie-parser')
const serialize = require('node-serialize')

const router = express.Router()
router.use(cookieParser())

function readState(req) {
  const raw = Buffer.from(req.cookies.wizard || 'e30=', 'base64').toString('utf8')
  return serialize.unserialize(raw)
}

router.post('/wizard/step', express.json(), (req, res) => {
  const state = readState(req)
  const next = { ...state, step: Number(state.step || 0) + 1 }
  const raw = Buffer.from(serialize.serialize(next)).toString('base64')
  res.cookie('wizard', raw, { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3_600_000 })
  res.json({ step: next.step })
})

module.exports = router
