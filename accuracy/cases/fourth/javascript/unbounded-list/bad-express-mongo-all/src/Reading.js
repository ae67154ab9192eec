const mongoose = require('mongoose')

const readingSchema = new mongoose.Schema({
  sensor: { type: String, index: true },
  celsius: Number,
  takenAt: { type: Date, index: true },
})

module.exports = mongoose.model('Reading', readingSchema)
