export const authenticate = (verifier) => (req, res, next) => {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ')
  if (scheme !== 'Bearer' || !token) return res.sendStatus(401)
  try {
    req.claims = verifier.verify(token)
    return next()
  } catch {
    return res.sendStatus(401)
  }
}
