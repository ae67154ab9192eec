const mongoose = require('mongoose')

const voucherSchema = new mongoose.Schema({
  code: { type: String, unique: true },
  pin: String,
  cents: Number,
  redeemedAt: Date,
})

module.exports = mongoose.model('Voucher', voucherSchema)
