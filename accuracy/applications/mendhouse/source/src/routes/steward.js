import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { z } from 'zod';
import * as input from '../lib/input.js';
import { costly } from '../lib/limits.js';
import { conflict, notFound } from '../lib/problems.js';
import { admit } from '../lib/sessions.js';
import { sql } from '../lib/sql.js';

const One = z.object({ id: input.id });
const Paging = z.object({ page: input.page });
const Role = z.object({ role: z.enum(['visitor', 'mender', 'steward']) });
const Slot = z.object({ starts: z.coerce.date(), places: z.coerce.number().int().min(1).max(40) });
const PAGE = 50;

/** Spreadsheets take a leading sign for a formula; a quote in front keeps it text. */
const cell = (value) => {
  const text = String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
};

export function stewardRoutes({ db, sessions, audit }) {
  const router = Router();
  router.use(admit('steward'));

  router.get('/', (req, res) => {
    const counts = db.many(sql`SELECT state, count(*) AS n FROM repairs GROUP BY state`);
    res.render('steward', { counts });
  });

  router.get('/people', (req, res) => {
    const { page } = input.read(req.query, Paging);
    const people = db.many(sql`SELECT id, name, email, role, suspended_at FROM people ORDER BY id LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`);
    res.render('people', { people, page });
  });

  router.post('/people/:id/role', (req, res) => {
    const { id } = input.read(req.params, One);
    const { role } = input.read(req.body, Role);
    if (id === req.person.id) throw conflict('Another steward has to do that.');
    const changed = db.run(sql`UPDATE people SET role = ${role} WHERE id = ${id}`);
    if (changed.changes === 0) throw notFound();
    sessions.endAll(id);
    audit(req.person.id, 'person.role', `person:${id}`, { role });
    res.redirect(303, '/steward/people');
  });

  router.post('/people/:id/suspend', (req, res) => {
    const { id } = input.read(req.params, One);
    if (id === req.person.id) throw conflict('Another steward has to do that.');
    db.run(sql`UPDATE people SET suspended_at = unixepoch() WHERE id = ${id} AND suspended_at IS NULL`);
    sessions.endAll(id);
    audit(req.person.id, 'person.suspended', `person:${id}`);
    res.redirect(303, '/steward/people');
  });

  router.post('/slots', (req, res) => {
    const slot = input.read(req.body, Slot);
    const starts = Math.floor(slot.starts.getTime() / 1000);
    const made = db.run(sql`INSERT INTO slots (starts_at, places) VALUES (${starts}, ${slot.places}) ON CONFLICT DO NOTHING`);
    if (made.changes === 0) throw conflict('There is a slot at that time already.');
    audit(req.person.id, 'slot.opened', `slot:${made.lastInsertRowid}`);
    res.redirect(303, '/steward');
  });

  router.get('/repairs.csv', costly(), async (req, res) => {
    audit(req.person.id, 'repairs.exported', 'repairs');
    res.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="repairs.csv"' });
    await pipeline(Readable.from(csvLines()), res);
  });

  /** Read in steps by key, so neither memory nor the database is held for long. */
  async function* csvLines() {
    yield 'id,title,state,created\r\n';
    for (let last = 0; ; ) {
      const rows = db.many(sql`SELECT id, title, state, created_at FROM repairs WHERE id > ${last} ORDER BY id LIMIT 500`);
      if (rows.length === 0) return;
      yield rows.map((row) => `${Object.values(row).map(cell).join(',')}\r\n`).join('');
      last = rows.at(-1).id;
    }
  }

  router.get('/audit', (req, res) => {
    const { page } = input.read(req.query, Paging);
    const entries = db.many(sql`SELECT at, actor_id, action, subject FROM audit ORDER BY id DESC LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`);
    res.render('audit', { entries, page });
  });

  return router;
}
