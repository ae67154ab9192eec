const express = require('express')
const Part = require('../models/part')

const router = express.Router()

router.get('/parts', async (req, res, next) => {
  try {
    const maker = String(req.query.maker ?? '')
    const found = await Part.find({ maker, $expr: { $gt: ['$stock', '$reserved'] } }).limit(50)
    res.json(found.map(({ number, stock }) => ({ number, stock })))
  } catch (error) {
    next(error)
  }
})

module.exports = router
