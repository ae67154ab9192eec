"use strict";

const { createHmac, timingSafeEqual } = require("node:crypto");
const express = require("express");
const { z } = require("zod");
const config = require("../config");
const { HttpError, handle } = require("../http");
const { PaymentEvent, Plot, mongoose } = require("../models");

const router = express.Router();

const headers = z.object({ "x-pay-timestamp": z.string().regex(/^\d{10}$/), "x-pay-signature": z.string().regex(/^[0-9a-f]{64}$/) });
const event = z.object({
  id: z.string().min(8).max(80),
  type: z.string().max(60),
  plotNumber: z.number().int().positive(),
  paidUntil: z.iso.datetime(),
});

function verify(raw, sent) {
  const timestamp = sent["x-pay-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const expected = createHmac("sha256", config.WEBHOOK_SECRET).update(`${timestamp}.`).update(raw).digest();
  return timingSafeEqual(expected, Buffer.from(sent["x-pay-signature"], "hex"));
}

function parseEvent(raw) {
  try {
    return event.parse(JSON.parse(raw.toString("utf8")));
  } catch {
    throw new HttpError(400, "Unreadable event");
  }
}

router.post(
  "/hooks/payments",
  express.raw({ type: "application/json", limit: "64kb" }),
  handle({ headers, body: z.instanceof(Buffer) }, async (req, res, input) => {
    if (!verify(input.body, input.headers)) throw new HttpError(401, "Bad signature");
    const { id, type, plotNumber, paidUntil } = parseEvent(input.body);
    try {
      await mongoose.connection.transaction(async (session) => {
        await PaymentEvent.create([{ eventId: id }], { session });
        if (type === "rent.paid") {
          await Plot.updateOne({ number: plotNumber }, { $max: { paidUntil: new Date(paidUntil) } }, { session });
        }
      });
    } catch (error) {
      // Delivered before: acknowledge and do nothing.
      if (error.code !== 11000) throw error;
    }
    res.status(204).end();
  }),
);

module.exports = router;
