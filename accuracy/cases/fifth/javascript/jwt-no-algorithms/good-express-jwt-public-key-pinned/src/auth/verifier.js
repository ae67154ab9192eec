import jwt from 'jsonwebtoken'

export class TokenVerifier {
  constructor({ publicKey, audience }) {
    this.publicKey = publicKey
    this.audience = audience
  }

  verify(token) {
    return jwt.verify(token, this.publicKey, { algorithms: ['RS256'], audience: this.audience })
  }
}
