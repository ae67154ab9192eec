import mongoose from 'mongoose'

const { Schema, model } = mongoose

const member = new Schema(
  {
    email: { type: String, required: true, unique: true },
    name: { type: String, required: true },
    about: String,
    passwordHash: String,
    role: { type: String, default: 'helper' },
    phone: String,
    contact: { name: String, phone: String },
    invite: String,
    photo: String,
  },
  { timestamps: true },
)

const shift = new Schema({
  title: { type: String, required: true },
  event: { type: Schema.Types.ObjectId, ref: 'Event' },
  hall: Number,
  day: String,
  visibility: { type: String, default: 'open' },
  helpers: [{ type: Schema.Types.ObjectId, ref: 'Member' }],
})

const event = new Schema({ title: { type: String, required: true }, day: String, hall: Number, source: String })

export const Member = model('Member', member)
export const Shift = model('Shift', shift)
export const Event = model('Event', event)
