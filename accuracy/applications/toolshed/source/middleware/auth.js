const { query } = require('../db');

async function loadMember(req, res, next) {
  const id = req.session.memberId;
  if (id) {
    const { rows } = await query('SELECT id, email, name, role FROM members WHERE id = $1', [id]);
    req.member = rows[0];
  }
  res.locals.member = req.member;
  next();
}

function requireMember(req, res, next) {
  if (req.member) return next();
  if (req.method === 'GET') return res.redirect(`/login?next=${encodeURIComponent(req.originalUrl)}`);
  return res.status(401).json({ error: 'log in first' });
}

function requireStaff(req, res, next) {
  if (req.member?.role === 'staff') return next();
  return res.status(403).json({ error: 'staff only' });
}

module.exports = { loadMember, requireMember, requireStaff };
