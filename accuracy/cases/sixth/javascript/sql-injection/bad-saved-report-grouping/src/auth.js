import jwt from 'jsonwebtoken'

const publicKey = process.env.AUTH_PUBLIC_KEY

export function requireUser(req, res, next) {
  const header = req.get('authorization') ?? ''
  if (!header.startsWith('Bearer ')) return res.status(401).json({ error: 'unauthenticated' })
  try {
    const claims = jwt.verify(header.slice(7), publicKey, { algorithms: ['ES256'], issuer: 'https://id.example.com' })
    req.user = { id: claims.sub, accountId: claims.acc, role: claims.role }
    return next()
  } catch {
    return res.status(401).json({ error: 'unauthenticated' })
  }
}
