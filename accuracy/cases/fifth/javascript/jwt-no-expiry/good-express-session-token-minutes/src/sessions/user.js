import mongoose from 'mongoose'

const schema = new mongoose.Schema({ email: { type: String, unique: true }, passwordHash: String, plan: String })

export const User = mongoose.model('User', schema)
