import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  name: String,
  city: String,
  email: { type: String, unique: true },
  passwordHash: String,
  recoveryAnswers: [String],
})

export const Person = mongoose.model('Person', schema)
