const jwt = require('jsonwebtoken');

const publicKey = process.env.AUTH_PUBLIC_KEY;

function requireUser(req, res, next) {
  const [scheme, token] = (req.get('authorization') || '').split(' ');
  if (scheme !== 'Bearer' || !token) {
    return res.status(401).json({ error: 'unauthenticated' });
  }
  try {
    const claims = jwt.verify(token, publicKey, { algorithms: ['RS256'], audience: 'backoffice' });
    req.user = { id: claims.sub, accountId: claims.acc, role: claims.role };
  } catch {
    return res.status(401).json({ error: 'unauthenticated' });
  }
  return next();
}

module.exports = { requireUser };
