import jwt from 'jsonwebtoken'

export function requireUser(req, res, next) {
  try {
    const claims = jwt.verify((req.headers.authorization ?? '').slice(7), process.env.JWT_KEY, { algorithms: ['HS256'] })
    req.user = { id: claims.sub }
  } catch {
    return res.status(401).end()
  }
  next()
}
