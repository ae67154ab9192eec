const fs = require('fs');
const path = require('path');
const { exec, execFile } = require('child_process');
const express = require('express');
const multer = require('multer');
const config = require('./config');
const db = require('./db');

const router = express.Router();

const storage = multer.diskStorage({
  destination: path.join(__dirname, 'public', 'uploads'),
  filename: (req, file, done) => done(null, file.originalname),
});
const upload = multer({ storage, limits: { fileSize: 5 * 1024 * 1024, files: 1 } });

// A photo for one of the member's own recipes.
router.post('/:recipe', upload.single('photo'), (req, res) => {
  db.prepare('UPDATE recipes SET photo = ? WHERE id = ? AND member_id = ?').run(
    req.file.filename,
    req.params.recipe,
    req.session.member.id,
  );
  res.redirect('/recipes/' + encodeURIComponent(req.params.recipe));
});

// Full-size scans of old recipe cards.
router.get('/scan', (req, res) => {
  const file = path.join(config.photoFolder, req.query.file || '');
  fs.readFile(file, (err, data) => {
    if (err) return res.status(404).send('No such scan');
    res.type('image/jpeg').send(data);
  });
});

router.get('/card/:name', (req, res) => {
  const name = path.basename(req.params.name);
  if (!/^[a-z0-9-]{1,40}\.png$/.test(name)) return res.status(404).send('No such card');
  res.sendFile(name, { root: config.cardFolder });
});

// A smaller picture for the front page, made with ImageMagick.
router.post('/thumbnail/make', (req, res) => {
  const { file, width } = req.body;
  exec(`convert "${config.photoFolder}/${file}" -resize ${width} "${config.photoFolder}/small-${file}"`, (err) => {
    if (err) return res.status(500).send('Could not make the thumbnail');
    res.redirect('/recipes');
  });
});

router.get('/disk/usage', (req, res) => {
  execFile('du', ['-sk', config.photoFolder], { timeout: 5000 }, (err, out) => {
    if (err) return res.status(500).send('Not available');
    res.json({ kilobytes: Number.parseInt(out, 10) });
  });
});

module.exports = router;
