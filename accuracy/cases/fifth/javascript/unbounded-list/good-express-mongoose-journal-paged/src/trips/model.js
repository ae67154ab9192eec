import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  fleet: { type: String, index: true },
  driver: String,
  startedAt: Date,
  metres: Number,
})

export const Trip = mongoose.model('Trip', schema)
