import { Router } from 'express';
import { z } from 'zod';
import * as input from '../lib/input.js';
import { printLabel } from '../lib/labels.js';
import { costly } from '../lib/limits.js';
import { receivePhoto } from '../lib/photos.js';
import { conflict, forbidden, notFound, Problem } from '../lib/problems.js';
import { admit } from '../lib/sessions.js';
import { allOf, ordering, sql, textQuery } from '../lib/sql.js';

const PAGE = 25;
const MOST_PHOTOS = 5;
const Booking = z.object({ slot: input.id, title: input.line(80), fault: z.string().trim().min(10).max(2000) });
const Listing = z.object({
  q: z.string().trim().max(80).catch(''),
  state: z.enum(['booked', 'bench', 'mended', 'beyond']).optional().catch(undefined),
  order: z.string().max(20).catch(''),
  page: input.page,
});
const Step = z.object({ state: z.enum(['bench', 'mended', 'beyond']) });
const One = z.object({ id: input.id });
const OnePhoto = One.extend({ photo: z.string().uuid() });

const orders = ordering({
  newest: sql`ORDER BY r.created_at DESC, r.id DESC`,
  oldest: sql`ORDER BY r.created_at, r.id`,
  title: sql`ORDER BY r.title COLLATE NOCASE, r.id`,
  slot: sql`ORDER BY s.starts_at, r.id`,
});

export function repairRoutes({ db, shelf, board, audit }) {
  const router = Router();
  router.use(admit());

  /** Visitors see their own repairs, menders and stewards see all of them. */
  const visibleTo = (person) => (person.role === 'visitor' ? [sql`r.owner_id = ${person.id}`] : []);

  const pick = (req) => {
    const { id } = input.read(req.params, One);
    const found = db.one(sql`SELECT r.id, r.owner_id, r.mender_id, r.title, r.fault, r.state, s.starts_at, p.name AS owner
      FROM repairs r JOIN slots s ON s.id = r.slot_id JOIN people p ON p.id = r.owner_id
      ${allOf([sql`r.id = ${id}`, ...visibleTo(req.person)])}`);
    if (!found) throw notFound();
    return found;
  };

  router.get('/', (req, res) => {
    const { q, state, order, page } = input.read(req.query, Listing);
    const conditions = visibleTo(req.person);
    if (state) conditions.push(sql`r.state = ${state}`);
    if (q) conditions.push(sql`r.id IN (SELECT rowid FROM repairs_text WHERE repairs_text MATCH ${textQuery(q)})`);
    const rows = db.many(sql`SELECT r.id, r.title, r.state, s.starts_at FROM repairs r JOIN slots s ON s.id = r.slot_id
      ${allOf(conditions)} ${orders(order)} LIMIT ${PAGE + 1} OFFSET ${(page - 1) * PAGE}`);
    res.render('repairs', { rows: rows.slice(0, PAGE), more: rows.length > PAGE, page, q, state, order });
  });

  router.get('/new', (req, res) => {
    const slots = db.many(sql`SELECT id, starts_at FROM slots WHERE places > 0 AND starts_at > unixepoch() ORDER BY starts_at LIMIT 60`);
    res.render('booking', { slots });
  });

  router.post('/', (req, res) => {
    const booking = input.read(req.body, Booking);
    const repair = db.atomically(() => {
      const twice = db.one(sql`SELECT 1 FROM repairs WHERE owner_id = ${req.person.id} AND slot_id = ${booking.slot}`);
      if (twice) throw conflict('You have a booking at that time already.');
      const taken = db.run(sql`UPDATE slots SET places = places - 1 WHERE id = ${booking.slot} AND places > 0 AND starts_at > unixepoch()`);
      if (taken.changes === 0) throw conflict('That time is full. Please choose another.');
      return db.one(sql`INSERT INTO repairs (owner_id, slot_id, title, fault)
        VALUES (${req.person.id}, ${booking.slot}, ${booking.title}, ${booking.fault}) RETURNING id`);
    });
    audit(req.person.id, 'repair.booked', `repair:${repair.id}`);
    board.announce({ id: repair.id, state: 'booked' });
    res.redirect(303, `/repairs/${repair.id}`);
  });

  router.get('/:id', (req, res) => {
    const repair = pick(req);
    const photos = db.many(sql`SELECT id FROM photos WHERE repair_id = ${repair.id} LIMIT ${MOST_PHOTOS}`);
    res.render('repair', { repair, photos });
  });

  router.post('/:id/state', admit('mender'), (req, res) => {
    const repair = pick(req);
    const { state } = input.read(req.body, Step);
    if (state !== 'bench' && repair.mender_id !== req.person.id) throw forbidden();
    const from = state === 'bench' ? 'booked' : 'bench';
    const moved = db.run(sql`UPDATE repairs SET state = ${state}, mender_id = ${req.person.id} WHERE id = ${repair.id} AND state = ${from}`);
    if (moved.changes === 0) throw conflict('Somebody was faster.');
    audit(req.person.id, 'repair.moved', `repair:${repair.id}`, { from, to: state });
    board.announce({ id: repair.id, state });
    res.redirect(303, `/repairs/${repair.id}`);
  });

  router.post('/:id/photos', costly(), receivePhoto, async (req, res) => {
    const repair = pick(req);
    if (repair.owner_id !== req.person.id) throw forbidden();
    if (!req.file) throw new Problem(422, 'Please choose a picture.');
    const kept = await shelf.keep(req.file.buffer);
    const added = db.run(sql`INSERT INTO photos (id, repair_id, bytes, etag) SELECT ${kept.id}, ${repair.id}, ${kept.bytes}, ${kept.etag}
      WHERE (SELECT count(*) FROM photos WHERE repair_id = ${repair.id}) < ${MOST_PHOTOS}`);
    if (added.changes === 0) {
      await shelf.discard(kept.id);
      throw conflict('There are enough pictures of this one.');
    }
    res.status(201).json({ id: kept.id });
  });

  router.get('/:id/photos/:photo', (req, res, next) => {
    const repair = pick(req);
    const wanted = input.read(req.params, OnePhoto).photo;
    const photo = db.one(sql`SELECT id, etag FROM photos WHERE id = ${wanted} AND repair_id = ${repair.id}`);
    if (!photo) throw notFound();
    res.set({ ETag: photo.etag, 'Cache-Control': 'private, max-age=0, must-revalidate', 'Content-Type': 'image/webp' });
    res.sendFile(`${photo.id}.webp`, { root: shelf.shelf, dotfiles: 'deny', cacheControl: false }, (error) => error && next(error));
  });

  router.get('/:id/label', admit('mender'), costly(), async (req, res) => {
    const repair = pick(req);
    const label = await printLabel(repair);
    res.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="label-${repair.id}.pdf"` }).send(label);
  });

  return router;
}
