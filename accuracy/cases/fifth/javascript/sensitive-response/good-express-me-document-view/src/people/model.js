import mongoose from 'mongoose'

const schema = new mongoose.Schema({
  name: String,
  city: String,
  email: { type: String, unique: true },
  passwordHash: String,
  recoveryAnswers: [String],
})

schema.methods.toView = function toView() {
  return { id: this.id, name: this.name, city: this.city }
}

export const Person = mongoose.model('Person', schema)
