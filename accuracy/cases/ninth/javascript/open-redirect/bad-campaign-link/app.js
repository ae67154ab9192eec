const express = require('express')

const app = express()

const LANDING = { spring: '/offers/spring', outlet: '/outlet' }

function parseCampaign(raw) {
  const at = raw.lastIndexOf('|')
  return { source: raw.substring(0, at), target: raw.substring(at + 1) }
}

app.get('/c', (req, res) => {
  const { source, target } = parseCampaign(String(req.query.t ?? '|spring'))
  res.cookie('campaign', encodeURIComponent(source), { httpOnly: true, secure: true, sameSite: 'lax' })
  res.redirect(302, LANDING[target] || target)
})

module.exports = app
