import mongoose from 'mongoose'

export const Member = mongoose.model('Member', new mongoose.Schema({ handle: String, bio: String, passwordHash: String, totpSecret: String }))
