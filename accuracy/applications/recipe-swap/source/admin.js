const express = require('express');
const db = require('./db');
const { adminOnly } = require('./guards');

const router = express.Router();

router.get('/members', adminOnly, (req, res) => {
  const members = db.prepare('SELECT id, name, email, role FROM members ORDER BY name LIMIT 500').all();
  res.render('members', { members });
});

router.post('/members/:id/role', (req, res) => {
  const role = req.body.role === 'admin' ? 'admin' : 'member';
  db.prepare('UPDATE members SET role = ? WHERE id = ?').run(role, req.params.id);
  res.redirect('/admin/members');
});

router.post('/recipes/:id/delete', adminOnly, (req, res) => {
  db.prepare('DELETE FROM comments WHERE recipe_id = ?').run(req.params.id);
  db.prepare('DELETE FROM recipes WHERE id = ?').run(req.params.id);
  res.redirect('/recipes');
});

module.exports = router;
