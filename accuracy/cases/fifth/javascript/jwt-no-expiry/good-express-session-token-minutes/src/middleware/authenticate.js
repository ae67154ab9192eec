import { jwtVerify } from 'jose'

const key = new TextEncoder().encode(process.env.JWT_KEY)

export async function authenticate(req, res, next) {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ')
  if (scheme !== 'Bearer') return res.sendStatus(401)
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] })
    req.userId = payload.sub
    next()
  } catch {
    res.sendStatus(401)
  }
}
