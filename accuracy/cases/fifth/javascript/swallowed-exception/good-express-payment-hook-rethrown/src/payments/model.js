import mongoose from 'mongoose'

const schema = new mongoose.Schema({ reference: { type: String, unique: true }, cents: Number, paidAt: Date })

export const Payment = mongoose.model('Payment', schema)
