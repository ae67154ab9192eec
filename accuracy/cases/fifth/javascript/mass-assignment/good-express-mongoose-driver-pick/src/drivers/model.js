import mongoose from 'mongoose'

const schema = new mongoose.Schema(
  {
    accountId: { type: String, index: true },
    name: String,
    phone: String,
    vehicle: String,
    approved: { type: Boolean, default: false },
    commission: { type: Number, default: 0.2 },
  },
  { timestamps: true },
)

export const Driver = mongoose.model('Driver', schema)
