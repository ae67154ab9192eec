import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  email: { type: String, unique: true, required: true },
  passwordHash: String,
  reset: { token: mongoose.Schema.Types.Mixed, expires: Date },
})

export const Account = mongoose.model('Account', schema)
