const mongoose = require('mongoose');

const accountSchema = new mongoose.Schema(
  {
    displayName: { type: String, maxlength: 60 },
    location: String,
    website: String,
    email: { type: String, required: true, unique: true },
    role: { type: String, enum: ['member', 'moderator', 'admin'], default: 'member' },
    creditCents: { type: Number, default: 0 },
  },
  { timestamps: true },
);

module.exports = mongoose.model('Account', accountSchema);
