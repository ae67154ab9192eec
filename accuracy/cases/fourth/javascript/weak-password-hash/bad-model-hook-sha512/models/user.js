const crypto = require('node:crypto')
const mongoose = require('mongoose')

const userSchema = new mongoose.Schema({
  email: { type: String, unique: true, required: true },
  password: { type: String, required: true, select: false },
})

function hashPassword(password) {
  return crypto.createHash('sha512').update(password).digest('hex')
}

userSchema.pre('save', async function hashBeforeSave() {
  if (this.isModified('password')) {
    this.password = await hashPassword(this.password)
  }
})

userSchema.methods.matches = async function matches(candidate) {
  return hashPassword(candidate) === this.password
}

module.exports = mongoose.model('User', userSchema)
