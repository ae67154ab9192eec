const express = require('express');
const db = require('./db');
const { signedIn } = require('./guards');
const { isTag, backTo } = require('./helpers');

const router = express.Router();

const ORDERS = { newest: 'created_at DESC', oldest: 'created_at ASC', title: 'title COLLATE NOCASE ASC' };

// The front page: one page of recipes in the order the visitor likes.
router.get('/', (req, res) => {
  const order = Object.hasOwn(ORDERS, req.query.order) ? ORDERS[req.query.order] : ORDERS.newest;
  const page = Math.max(1, Number.parseInt(req.query.page, 10) || 1);
  const recipes = db.prepare(`SELECT id, title, tags FROM recipes ORDER BY ${order} LIMIT 20 OFFSET ?`).all((page - 1) * 20);
  const pick = recipes.length ? recipes[Math.floor(Math.random() * recipes.length)] : null;
  res.render('recipes', { recipes, pick, page });
});

// Looks for a word in titles and texts.
router.get('/search', (req, res) => {
  const word = req.query.q || '';
  const sql = "SELECT id, title, tags FROM recipes WHERE title LIKE '%" + word + "%' OR body LIKE '%" + word + "%' LIMIT 50";
  const recipes = db.prepare(sql).all();
  if (recipes.length === 0) {
    return res.send('<h1>Nothing found</h1><p>No recipe mentions ' + word + '.</p><a href="/recipes">Back</a>');
  }
  res.render('recipes', { recipes, pick: null, page: 1 });
});

// Recipes that carry any of the tags, as in /recipes/tagged?tags=soup,vegan
router.get('/tagged', (req, res) => {
  const tags = String(req.query.tags || '').split(',').filter(isTag).slice(0, 5);
  if (tags.length === 0) return res.redirect('/recipes');
  const where = tags.map(() => "(',' || tags || ',') LIKE ?").join(' OR ');
  const recipes = db.prepare(`SELECT id, title, tags FROM recipes WHERE ${where} LIMIT 50`).all(tags.map((tag) => `%,${tag},%`));
  res.render('recipes', { recipes, pick: null, page: 1 });
});

router.get('/new', signedIn, (req, res) => {
  res.render('edit', { recipe: { id: null, title: '', body: '', servings: 4, tags: '' } });
});

router.post('/', signedIn, (req, res) => {
  const { title, body, servings, tags } = req.body;
  const added = db
    .prepare('INSERT INTO recipes (member_id, title, body, servings, tags) VALUES (?, ?, ?, ?, ?)')
    .run(req.session.member.id, title, body, Number(servings) || 4, tags || '');
  res.redirect('/recipes/' + added.lastInsertRowid);
});

router.get('/:id', (req, res) => {
  const recipe = db
    .prepare('SELECT r.*, m.name AS author FROM recipes r JOIN members m ON m.id = r.member_id WHERE r.id = ?')
    .get(req.params.id);
  if (!recipe) return res.status(404).render('message', { title: 'Not found', text: 'This recipe is gone.' });
  const comments = db
    .prepare('SELECT c.body, m.name FROM comments c JOIN members m ON m.id = c.member_id WHERE c.recipe_id = ? LIMIT 200')
    .all(recipe.id);
  res.render('recipe', { recipe, comments });
});

// Works out amounts for more or fewer guests: /recipes/3/scale?amount=250*6/4
router.get('/:id/scale', (req, res) => {
  const amount = eval(req.query.amount);
  res.render('message', { title: 'Amount', text: `You need ${amount} of it.` });
});

router.get('/:id/edit', signedIn, (req, res) => {
  const recipe = db.prepare('SELECT * FROM recipes WHERE id = ? AND member_id = ?').get(req.params.id, req.session.member.id);
  if (!recipe) return res.status(404).render('message', { title: 'Not found', text: 'This recipe is not yours.' });
  res.render('edit', { recipe });
});

router.post('/:id', signedIn, (req, res) => {
  const { title, body, servings, tags } = req.body;
  db.prepare('UPDATE recipes SET title = ?, body = ?, servings = ?, tags = ? WHERE id = ?').run(
    title,
    body,
    Number(servings) || 4,
    tags || '',
    req.params.id,
  );
  res.redirect('/recipes/' + encodeURIComponent(req.params.id));
});

router.post('/:id/comments', signedIn, (req, res) => {
  db.prepare('INSERT INTO comments (recipe_id, member_id, body) VALUES (?, ?, ?)').run(
    req.params.id,
    req.session.member.id,
    req.body.body || '',
  );
  res.redirect(backTo(req.body.from));
});

module.exports = router;
