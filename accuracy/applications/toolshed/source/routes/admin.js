const path = require('path');
const express = require('express');
const ejs = require('ejs');
const multer = require('multer');
const { query } = require('../db');
const config = require('../config');
const { requireMember, requireStaff } = require('../middleware/auth');
const photos = require('../services/photos');

const router = express.Router();
router.use(requireMember);

const storage = multer.diskStorage({
  destination: config.photoDir,
  filename: (req, file, done) => done(null, Date.now() + path.extname(file.originalname)),
});
const upload = multer({ storage });

router.get('/members', requireStaff, async (req, res) => {
  const page = Math.max(0, Number(req.query.page) || 0);
  const { rows } = await query('SELECT id, name, email, role FROM members ORDER BY id LIMIT 50 OFFSET $1', [page * 50]);
  res.json(rows);
});

router.post('/members/:id/credit', async (req, res) => {
  const amount = Number(req.body.amount);
  if (!Number.isInteger(amount) || Math.abs(amount) > 100_000) return res.sendStatus(400);
  await query('UPDATE members SET credit = credit + $1 WHERE id = $2', [amount, req.params.id]);
  res.sendStatus(204);
});

router.post('/mails/preview', requireStaff, async (req, res) => {
  const sample = { name: 'A member', tool: 'Belt sander', until: new Date() };
  res.type('text/plain').send(ejs.render(String(req.body.template || ''), sample));
});

router.post('/tools/:id/photo', requireStaff, upload.single('photo'), async (req, res) => {
  const width = req.body.width || '800';
  await photos.shrink(req.file.path, width);
  await query('UPDATE tools SET photo = $1 WHERE id = $2', [req.file.filename, req.params.id]);
  res.json({ photo: req.file.filename });
});

router.post('/tools/:id/photo-link', requireStaff, async (req, res) => {
  const { type, size } = await photos.fetchRemote(String(req.body.url || ''));
  res.json({ type, size });
});

module.exports = router;
