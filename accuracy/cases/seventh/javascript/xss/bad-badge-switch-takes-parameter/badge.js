'use strict'

const express = require('express')

const router = express.Router()
const SHAPES = 'rsc'

router.get('/badge/:label', (req, res) => {
  const { label } = req.params
  const shape = SHAPES.charAt(1)
  let text

  switch (shape) {
    case 'r':
      text = 'round'
      break
    case 's':
      text = label
      break
    default:
      text = 'corner'
      break
  }

  res.setHeader('Content-Type', 'text/html')
  res.write('<body><span class="badge">')
  res.write(text)
  res.end('</span></body>')
})

module.exports = router
