import { createHash, randomBytes } from 'node:crypto'
import jwt, { type JwtPayload } from 'jsonwebtoken'
import { config } from '../config'
import { RefreshToken, type User } from '../db/models'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

class TokenService {
  access(user: User): string {
    const claims = { company: user.companyId, role: user.role }
    return jwt.sign(claims, config.jwt.keys[config.jwt.currentKey], {
      algorithm: 'HS256',
      keyid: config.jwt.currentKey,
      subject: String(user.id),
      issuer: config.jwt.issuer,
      expiresIn: `${config.jwt.accessMinutes}m`,
    })
  }

  verify(token: string): Promise<JwtPayload> {
    return new Promise((resolve, reject) => {
      jwt.verify(
        token,
        (header, done) => done(null, config.jwt.keys[header.kid ?? '']),
        { algorithms: config.jwt.algorithms, issuer: config.jwt.issuer },
        (error, claims) => (error ? reject(error) : resolve(claims as JwtPayload)),
      )
    })
  }

  async refresh(user: User): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await RefreshToken.create({ userId: user.id, tokenHash: hashOf(token) })
    return token
  }

  async ownerOf(token: string): Promise<number | undefined> {
    return (await RefreshToken.findOne({ where: { tokenHash: hashOf(token) } }))?.userId
  }

  async forget(userId: number): Promise<void> {
    await RefreshToken.destroy({ where: { userId } })
  }

  /** A ticket by which one paper can be shown to a customer. */
  ticket(paperId: number): string {
    return jwt.sign({ paper: paperId }, config.inviteSecret)
  }

  paperOf(ticket: string): number | undefined {
    const claims = jwt.decode(ticket) as { paper?: number } | null
    return claims?.paper
  }
}

export const tokens = new TokenService()
