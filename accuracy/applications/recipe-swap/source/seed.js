const crypto = require('crypto');
const db = require('./db');
const { hashPassword } = require('./helpers');

const first = crypto.randomBytes(9).toString('base64url');
db.prepare('INSERT OR IGNORE INTO members (name, email, password, role) VALUES (?, ?, ?, ?)').run(
  'Kitchen team',
  'kitchen@recipe-swap.example',
  hashPassword(first),
  'admin',
);
const { id } = db.prepare('SELECT id FROM members WHERE email = ?').get('kitchen@recipe-swap.example');
const add = db.prepare('INSERT INTO recipes (member_id, title, body, tags) VALUES (?, ?, ?, ?)');
add.run(id, 'Lentil soup', 'Rinse the lentils, chop the carrots, simmer for forty minutes.', 'soup,vegan');
add.run(id, 'Apple cake', 'Slice the apples, fold into the batter, bake at 180 degrees.', 'cake,autumn');
console.log(`Sign in as kitchen@recipe-swap.example with ${first}`);
