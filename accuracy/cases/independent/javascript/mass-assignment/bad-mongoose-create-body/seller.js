import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  name: String,
  email: String,
  isVerified: { type: Boolean, default: false },
  commission: { type: Number, default: 0.2 },
})
export const Seller = mongoose.model('Seller', schema)
