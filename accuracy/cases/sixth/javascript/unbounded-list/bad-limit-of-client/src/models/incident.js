const mongoose = require('mongoose');

const schema = new mongoose.Schema(
  {
    accountId: { type: String, required: true, index: true },
    summary: { type: String, required: true },
    severity: { type: String, enum: ['low', 'high', 'critical'] },
  },
  { timestamps: true },
);

schema.statics.feed = function feed(accountId, size) {
  return this.find({ accountId }, 'summary severity createdAt').sort({ createdAt: -1 }).limit(size).lean();
};

module.exports = mongoose.model('Incident', schema);
