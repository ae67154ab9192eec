const { randomBytes } = require('node:crypto')
const express = require('express')

const app = express()

class CookieOptions {
  httpOnly = true
  sameSite = 'lax'

  get secure() {
    return true
  }

  toJSON() {
    return { httpOnly: this.httpOnly, sameSite: this.sameSite, secure: this.secure }
  }
}

app.post('/surveys/:survey/start', (req, res) => {
  const options = new CookieOptions().toJSON()
  res.cookie('survey_session', randomBytes(24).toString('hex'), { ...options, path: '/surveys' })
  res.status(201).json({ survey: req.params.survey })
})

module.exports = app
