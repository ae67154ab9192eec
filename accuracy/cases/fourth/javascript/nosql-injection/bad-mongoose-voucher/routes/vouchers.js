const express = require('express')
const Voucher = require('../models/Voucher')

const router = express.Router()

router.post('/redeem', express.json(), async (req, res, next) => {
  try {
    const { code, pin } = req.body
    const voucher = await Voucher.findOne({ code, pin, redeemedAt: null })
    if (!voucher) {
      return res.status(404).json({ error: 'unknown voucher' })
    }
    voucher.redeemedAt = new Date()
    await voucher.save()
    res.json({ cents: voucher.cents })
  } catch (err) {
    next(err)
  }
})

module.exports = router
