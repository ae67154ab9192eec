import { model, Schema } from 'mongoose'

const schema = new Schema({
  code: { type: String, required: true, unique: true },
  pin: { type: Schema.Types.Mixed, required: true },
  cents: { type: Number, required: true },
  redeemedAt: { type: Date, default: null },
})

export const Voucher = model('Voucher', schema)
