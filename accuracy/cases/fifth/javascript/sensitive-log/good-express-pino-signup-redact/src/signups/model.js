import mongoose from 'mongoose'

const schema = new mongoose.Schema({ email: { type: String, unique: true }, name: String, passwordHash: String })

export const Person = mongoose.model('Person', schema)
