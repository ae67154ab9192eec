import { Schema, model } from 'mongoose'

const userSchema = new Schema(
  {
    email: { type: String, required: true, unique: true },
    passwordHash: { type: String, required: true },
    name: String,
    role: { type: String, enum: ['owner', 'manager', 'accountant', 'tenant'], default: 'tenant' },
    org: { type: Schema.Types.ObjectId, ref: 'Organisation', index: true },
    refreshToken: { type: String, index: true },
    resetToken: { type: String, index: true },
    disabled: { type: Boolean, default: false },
  },
  { timestamps: true },
)

const organisationSchema = new Schema(
  {
    name: { type: String, required: true },
    settings: { type: Schema.Types.Mixed, default: {} },
    inviteCode: String,
    hookUrl: String,
  },
  { timestamps: true },
)

export const User = model('User', userSchema)
export const Organisation = model('Organisation', organisationSchema)
