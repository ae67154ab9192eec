const express = require('express');
const db = require('./db');
const { backTo } = require('./helpers');

const router = express.Router();

router.get('/', (req, res) => {
  const notes = db.prepare('SELECT * FROM notes WHERE member_id = ? ORDER BY id DESC LIMIT 100').all(req.session.member.id);
  res.render('notes', { notes });
});

router.post('/', (req, res) => {
  db.prepare('INSERT INTO notes (member_id, recipe_id, body) VALUES (?, ?, ?)').run(
    req.session.member.id,
    req.body.recipe || null,
    req.body.body || '',
  );
  res.redirect(backTo(req.body.from));
});

// One note on a page of its own, for printing.
router.get('/:id/print', (req, res) => {
  const note = db.prepare('SELECT * FROM notes WHERE id = ?').get(req.params.id);
  if (!note) return res.status(404).render('message', { title: 'Not found', text: 'There is no such note.' });
  res.render('message', { title: 'Note', text: note.body });
});

router.post('/:id/delete', (req, res) => {
  db.prepare('DELETE FROM notes WHERE id = ? AND member_id = ?').run(req.params.id, req.session.member.id);
  res.redirect('/notes');
});

module.exports = router;
