const bcrypt = require('bcrypt')
const mongoose = require('mongoose')

const userSchema = new mongoose.Schema({
  email: { type: String, unique: true, required: true },
  password: { type: String, required: true, select: false },
})

function hashPassword(password) {
  return bcrypt.hash(password, 12)
}

userSchema.pre('save', async function hashBeforeSave() {
  if (this.isModified('password')) {
    this.password = await hashPassword(this.password)
  }
})

userSchema.methods.matches = async function matches(candidate) {
  return bcrypt.compare(candidate, this.password)
}

module.exports = mongoose.model('User', userSchema)
