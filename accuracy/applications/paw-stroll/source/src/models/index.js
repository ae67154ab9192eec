import mongoose from 'mongoose'

const { Schema, model } = mongoose
const { ObjectId } = Schema.Types

const userSchema = new Schema(
  {
    phone: { type: String, unique: true, sparse: true },
    email: { type: String, unique: true, sparse: true },
    name: { type: String, default: '' },
    role: { type: String, enum: ['owner', 'walker', 'admin'], default: 'owner' },
    blocked: { type: Boolean, default: false },
    pinHash: String,
    otp: String,
    pushTokens: [String],
    avatar: String,
    wallet: { type: Number, default: 0 },
    settings: { type: Schema.Types.Mixed, default: {} },
  },
  { timestamps: true, minimize: false },
)

const dogSchema = new Schema({
  owner: { type: ObjectId, ref: 'User', index: true },
  name: String,
  breed: String,
  notes: String,
  photo: String,
})

const walkSchema = new Schema(
  {
    owner: { type: ObjectId, ref: 'User', index: true },
    walker: { type: ObjectId, ref: 'User', index: true },
    dog: { type: ObjectId, ref: 'Dog' },
    state: { type: String, default: 'asked' },
    startsAt: Date,
    minutes: { type: Number, default: 30 },
    price: { type: Number, default: 0 },
    note: String,
    address: String,
    keyCode: String,
    shareId: { type: String, index: true },
  },
  { timestamps: true },
)

const messageSchema = new Schema({ walk: { type: ObjectId, index: true }, from: ObjectId, text: String }, { timestamps: true })

export const User = model('User', userSchema)
export const Dog = model('Dog', dogSchema)
export const Walk = model('Walk', walkSchema)
export const Message = model('Message', messageSchema)
