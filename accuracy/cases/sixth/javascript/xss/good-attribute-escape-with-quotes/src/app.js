const express = require('express');
const { Pool } = require('pg');
const searchPage = require('./views/search');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();

app.get('/search', async (req, res) => {
  const term = String(req.query.q ?? '').slice(0, 100);
  const { rows } = await pool.query(
    `SELECT id, title FROM articles
      WHERE published AND to_tsvector('english', body) @@ plainto_tsquery($1)
      ORDER BY title LIMIT 20`,
    [term],
  );
  res.type('html').send(searchPage({ term, articles: rows }));
});

module.exports = app;
