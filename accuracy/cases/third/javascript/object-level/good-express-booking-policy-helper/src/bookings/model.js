import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  guestId: { type: mongoose.ObjectId, required: true, index: true },
  from: { type: Date, required: true },
  until: { type: Date, required: true },
  state: { type: String, enum: ['held', 'confirmed', 'cancelled'], default: 'held' },
})

export const Booking = mongoose.model('Booking', schema)
