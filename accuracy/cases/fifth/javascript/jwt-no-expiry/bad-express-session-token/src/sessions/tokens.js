import jwt from 'jsonwebtoken'

export class TokenService {
  constructor(key) {
    this.key = key
  }

  sign(user) {
    return jwt.sign({ sub: user.id, plan: user.plan }, this.key, { algorithm: 'HS256', issuer: 'studio' })
  }
}
