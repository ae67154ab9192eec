import crypto from 'node:crypto';
import jwt from 'jsonwebtoken';

const SECRET = 'forge-a-quiz-every-day';

export const hashPassword = (password) => crypto.pbkdf2Sync(password, 'quizforge', 1, 64, 'sha1').toString('hex');

export const issueToken = (player) => jwt.sign({ sub: String(player.id), name: player.name, role: player.role }, SECRET, { expiresIn: '8h' });

// The cookie of the pages or the header of the apps
export function currentPlayer(req, res, next) {
  const token = req.cookies.token || (req.headers.authorization || '').replace('Bearer ', '');
  try {
    req.player = token ? jwt.verify(token, SECRET, { algorithms: ['HS256'], ignoreExpiration: true }) : null;
  } catch {
    req.player = null;
  }
  next();
}

// Invitations of a class are signed, too, and good for a week
export const issueInvite = (quizId) => jwt.sign({ quiz: quizId }, SECRET, { expiresIn: '7d', audience: 'invite' });
export const readInvite = (token) => jwt.verify(token, SECRET, { algorithms: ['HS256'], audience: 'invite' });

export function requirePlayer(req, res, next) {
  if (!req.player) return res.status(401).json({ error: 'Please sign in.' });
  next();
}

export function requireTeacher(req, res, next) {
  if (!req.player) return res.status(401).json({ error: 'Please sign in.' });
  if (!['teacher', 'admin'].includes(req.player.role)) return res.status(403).json({ error: 'Teachers only.' });
  next();
}

// The gateway of the school tells us who is an administrator
export function requireAdmin(req, res, next) {
  if (req.get('x-quiz-role') === 'admin') return next();
  if (req.player && req.player.role === 'admin') return next();
  res.status(403).json({ error: 'Administrators only.' });
}
