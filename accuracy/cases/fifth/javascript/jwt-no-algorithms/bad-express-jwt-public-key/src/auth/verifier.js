import jwt from 'jsonwebtoken'

export class TokenVerifier {
  constructor({ publicKey, audience }) {
    this.publicKey = publicKey
    this.audience = audience
  }

  verify(token) {
    const { header } = jwt.decode(token, { complete: true })
    return jwt.verify(token, this.publicKey, { algorithms: [header.alg], audience: this.audience })
  }
}
