const path = require('path');
const express = require('express');
const { query } = require('../db');
const config = require('../config');
const { paragraphs } = require('../lib/text');
const { requireMember } = require('../middleware/auth');
const catalogue = require('../services/catalogue');

const router = express.Router();

router.get('/', async (req, res) => {
  const { q = '', sort = 'name' } = req.query;
  const tools = await catalogue.search(String(q), String(sort));
  res.render('tools', { tools, q });
});

router.get('/hint', async (req, res) => {
  const near = await catalogue.startingWith(String(req.query.q || ''));
  if (!near.length) return res.send(`<li class="none">Nothing like ${req.query.q}</li>`);
  res.json(near);
});

router.get('/compare', async (req, res) => {
  res.json(await catalogue.byIds(String(req.query.ids || '')));
});

router.get('/:id/manual/{*file}', requireMember, (req, res) => {
  const base = path.join(config.manualDir, String(Number(req.params.id)));
  const target = path.resolve(base, req.params.file.join('/'));
  if (!target.startsWith(base)) return res.sendStatus(404);
  res.sendFile(target);
});

router.get('/:id', async (req, res) => {
  const { rows } = await query('SELECT id, name, day_rate, description FROM tools WHERE id = $1', [Number(req.params.id) || 0]);
  if (!rows[0]) return res.sendStatus(404);
  const reviews = await query(
    'SELECT r.id, r.body, m.name AS author FROM reviews r JOIN members m ON m.id = r.member_id WHERE r.tool_id = $1 ORDER BY r.id DESC LIMIT 50',
    [rows[0].id],
  );
  res.render('tool', { tool: rows[0], reviews: reviews.rows, paragraphs });
});

router.post('/:id/reviews', requireMember, async (req, res) => {
  const body = String(req.body.body || '').trim();
  if (!body || body.length > 4000) return res.sendStatus(400);
  await query('INSERT INTO reviews (tool_id, member_id, body) VALUES ($1, $2, $3)', [req.params.id, req.member.id, body]);
  res.redirect(`/tools/${Number(req.params.id)}`);
});

router.delete('/:id/reviews/:review', async (req, res) => {
  await query('DELETE FROM reviews WHERE id = $1 AND tool_id = $2', [req.params.review, req.params.id]);
  res.sendStatus(204);
});

module.exports = router;
