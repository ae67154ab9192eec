"use strict";

const express = require("express");
const { z } = require("zod");
const config = require("../config");
const { receivePhoto, renderMarkdown, storePhoto } = require("../content");
const { HttpError, csrf, form, handle, objectId, requireRole, requireUser } = require("../http");
const { withinLimit } = require("../infra");
const { Entry, Plot, mongoose } = require("../models");

const router = express.Router();
router.use(requireUser);
router.param("id", objectId);

const PAGE = 30;
const SORTS = new Map([
  ["number", { number: 1 }],
  ["size", { areaSqm: -1, number: 1 }],
  ["site", { site: 1, number: 1 }],
]);

const listQuery = z.object({
  site: z.string().trim().max(60).optional(),
  free: z.literal("1").optional(),
  sort: z.enum([...SORTS.keys()]).default("number"),
  page: z.coerce.number().int().min(1).max(200).default(1),
});
const entryBody = z.object({ body: z.string().trim().min(1, "Please write something.").max(4000) });

router.get(
  "/",
  handle({ query: listQuery }, async (req, res, { query }) => {
    const filter = {};
    if (query.site) filter.site = query.site;
    if (query.free) filter.holder = null;
    const plots = await Plot.find(filter)
      .sort(SORTS.get(query.sort))
      .skip((query.page - 1) * PAGE)
      .limit(PAGE + 1)
      .populate("holder", "name")
      .maxTimeMS(5000)
      .lean();
    res.render("plots", { plots: plots.slice(0, PAGE), query, hasMore: plots.length > PAGE });
  }),
);

router.get(
  "/plots/:id",
  handle({}, async (req, res) => {
    const plot = await Plot.findById(req.params.id).populate("holder", "name").lean();
    if (!plot) throw new HttpError(404, "Not found.");
    const entries = await Entry.find({ plot: plot._id })
      .sort({ createdAt: -1 })
      .limit(20)
      .populate("author", "name")
      .lean();
    for (const entry of entries) entry.html = renderMarkdown(entry.body);
    res.render("plot", { plot, entries, mine: plot.holder?._id.equals(req.user._id) ?? false });
  }),
);

router.post(
  "/plots/:id/claim",
  ...form,
  handle({}, async (req, res) => {
    try {
      const plot = await Plot.findOneAndUpdate(
        { _id: req.params.id, holder: null },
        { holder: req.user._id, heldSince: new Date() },
      );
      if (!plot) throw new HttpError(409, "Somebody was faster.");
    } catch (error) {
      if (error.code === 11000) throw new HttpError(409, "You already hold a plot.");
      throw error;
    }
    res.redirect(303, `/plots/${req.params.id}`);
  }),
);

router.post(
  "/plots/:id/release",
  requireRole("steward"),
  ...form,
  handle({}, async (req, res) => {
    const plot = await Plot.findByIdAndUpdate(req.params.id, { $unset: { holder: 1, heldSince: 1, paidUntil: 1 } });
    if (!plot) throw new HttpError(404, "Not found.");
    req.log.info({ plot: plot.number, by: String(req.user._id) }, "plot released");
    res.redirect(303, `/plots/${req.params.id}`);
  }),
);

async function requireHolder(req, res, next) {
  try {
    const plot = await Plot.findOne({ _id: req.params.id, holder: req.user._id }).lean();
    next(plot ? undefined : new HttpError(404, "Not found."));
  } catch (error) {
    next(error);
  }
}

router.post(
  "/plots/:id/entries",
  requireHolder,
  receivePhoto,
  csrf.doubleCsrfProtection,
  handle({ body: entryBody }, async (req, res, { body }) => {
    if (!(await withinLimit("entries", String(req.user._id), 30, 3600))) throw new HttpError(429, "Please wait a while.");
    const photo = req.file ? await storePhoto(req.file) : undefined;
    await Entry.create({ plot: req.params.id, author: req.user._id, body: body.body, photo });
    res.redirect(303, `/plots/${req.params.id}`);
  }),
);

router.get(
  "/entries/:id/photo",
  handle({}, async (req, res) => {
    const entry = await Entry.findById(new mongoose.Types.ObjectId(req.params.id), "photo").lean();
    if (!entry?.photo) throw new HttpError(404, "Not found.");
    res.type("image/webp");
    await new Promise((resolve, reject) => {
      res.sendFile(entry.photo, { root: config.PHOTO_DIR, maxAge: "1h", cacheControl: true }, (error) =>
        error && !res.headersSent ? reject(new HttpError(404, "Not found.")) : resolve(),
      );
    });
  }),
);

module.exports = router;
