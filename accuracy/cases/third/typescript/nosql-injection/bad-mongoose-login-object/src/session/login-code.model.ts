import { model, Schema } from 'mongoose'

const schema = new Schema({
  email: { type: String, required: true, index: true },
  code: { type: String, required: true },
  userId: { type: String, required: true },
  expiresAt: { type: Date, required: true, expires: 0 },
})

export const LoginCode = model('LoginCode', schema)
