"use strict";

const mongoose = require("mongoose");

mongoose.set("strictQuery", true);
mongoose.set("sanitizeFilter", true);

const { Schema } = mongoose;

const userSchema = new Schema(
  {
    email: { type: String, required: true, unique: true, maxlength: 254 },
    name: { type: String, required: true, maxlength: 80 },
    passwordHash: { type: String, required: true, select: false },
    role: { type: String, enum: ["member", "steward"], default: "member" },
    sessionVersion: { type: Number, default: 0 },
    reset: {
      type: { digest: String, expiresAt: Date },
      select: false,
    },
  },
  { timestamps: true },
);
userSchema.index({ "reset.digest": 1 }, { sparse: true });

const plotSchema = new Schema({
  number: { type: Number, required: true, unique: true },
  site: { type: String, required: true, maxlength: 60, index: true },
  areaSqm: { type: Number, required: true, min: 1 },
  holder: { type: Schema.Types.ObjectId, ref: "User" },
  heldSince: Date,
  paidUntil: Date,
});
plotSchema.index({ holder: 1 }, { unique: true, partialFilterExpression: { holder: { $type: "objectId" } } });

const entrySchema = new Schema(
  {
    plot: { type: Schema.Types.ObjectId, ref: "Plot", required: true },
    author: { type: Schema.Types.ObjectId, ref: "User", required: true },
    body: { type: String, required: true, maxlength: 4000 },
    photo: { type: String, match: /^[0-9a-f-]{36}\.webp$/ },
  },
  { timestamps: true },
);
entrySchema.index({ plot: 1, createdAt: -1 });

const paymentEventSchema = new Schema({
  eventId: { type: String, required: true, unique: true },
  receivedAt: { type: Date, default: Date.now, expires: "90d" },
});

module.exports = {
  mongoose,
  User: mongoose.model("User", userSchema),
  Plot: mongoose.model("Plot", plotSchema),
  Entry: mongoose.model("Entry", entrySchema),
  PaymentEvent: mongoose.model("PaymentEvent", paymentEventSchema),
};
