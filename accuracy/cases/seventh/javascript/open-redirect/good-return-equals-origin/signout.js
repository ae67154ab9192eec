'use strict'

const express = require('express')

const ORIGIN = process.env.PUBLIC_ORIGIN ?? 'https://shop.example'
const router = express.Router()

function landing(value, fallback = `${ORIGIN}/`) {
  let url
  try {
    url = new URL(value, ORIGIN)
  } catch {
    return fallback
  }
  return url.origin === ORIGIN ? url.href : fallback
}

router.post('/sign-out', (req, res, next) => {
  const target = landing(String(req.query.return_to ?? '/'))
  req.session.destroy((error) => {
    if (error) {
      next(error)
      return
    }
    res.clearCookie('sid')
    res.redirect(303, target)
  })
})

module.exports = router
