import { model, Schema } from 'mongoose'

const userSchema = new Schema({
  name: String,
  street: String,
  city: String,
  isAdmin: { type: Boolean, default: false },
  balance: { type: Number, default: 0 },
})

export const User = model('User', userSchema)
