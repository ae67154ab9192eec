const express = require('express');
const config = require('./config');
const db = require('./db');
const { signedIn } = require('./guards');
const { etagOf } = require('./helpers');

const router = express.Router();

// The kitchen display and the phone page call from other addresses.
router.use((req, res, next) => {
  res.set('Access-Control-Allow-Origin', req.get('Origin') || '*');
  res.set('Access-Control-Allow-Credentials', 'true');
  next();
});

router.get('/recipes', (req, res) => {
  const list = db.prepare('SELECT id, title, body, tags, created_at FROM recipes ORDER BY id').all();
  res.json(list);
});

router.get('/recipes/:id', (req, res) => {
  const recipe = db.prepare('SELECT id, title, body, servings FROM recipes WHERE id = ?').get(req.params.id);
  if (!recipe) return res.status(404).json({ error: 'not found' });
  const text = JSON.stringify(recipe);
  res.set('ETag', etagOf(text)).type('json').send(text);
});

router.get('/members/:id', signedIn, (req, res) => {
  const member = db.prepare('SELECT * FROM members WHERE id = ?').get(req.params.id);
  if (!member) return res.status(404).json({ error: 'not found' });
  res.json(member);
});

// Reads a recipe from another site, to be pasted into the form.
router.post('/import', signedIn, async (req, res, next) => {
  try {
    const answer = await fetch(req.body.url);
    res.json({ text: (await answer.text()).slice(0, 20000) });
  } catch (err) {
    next(err);
  }
});

router.get('/convert', async (req, res, next) => {
  try {
    const query = new URLSearchParams({ from: String(req.query.from), to: String(req.query.to), amount: String(req.query.amount) });
    const answer = await fetch(`${config.unitService}?${query}`, { signal: AbortSignal.timeout(4000) });
    res.json(await answer.json());
  } catch (err) {
    next(err);
  }
});

module.exports = router;
