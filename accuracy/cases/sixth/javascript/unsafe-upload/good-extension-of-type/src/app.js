const express = require('express');
const path = require('path');
const uploads = require('./uploads');
const { requireUser } = require('./auth');

const app = express();

app.use('/photos', express.static(path.join(__dirname, '..', 'public', 'photos'), { index: false }));

app.post('/photos', requireUser, uploads.single('photo'), (req, res) => {
  if (!req.file) return res.status(415).json({ error: 'only JPEG, PNG and WebP' });
  res.status(201).json({ url: `/photos/${req.file.filename}` });
});

app.use((err, req, res, next) => {
  if (err.code === 'LIMIT_FILE_SIZE') return res.status(413).json({ error: 'too large' });
  next(err);
});

module.exports = app;
