import jwt from 'jsonwebtoken'
import { config } from '../config'
import { Organisation, User } from '../models/account'
import { checkPassword, hashPassword } from '../utils/crypto'
import { longToken, shortCode } from '../utils/ids'
import { HttpError } from '../utils/objects'

class AuthService {
  private access(user: any) {
    return jwt.sign({ org: String(user.org), role: user.role }, config.jwt.secret, {
      subject: String(user._id),
      issuer: config.jwt.issuer,
      expiresIn: config.jwt.accessTtl,
    })
  }

  async register(input: { email: string; password: string; organisation: string }) {
    const org = await Organisation.create({ name: input.organisation, inviteCode: shortCode() })
    const user = await User.create({ email: input.email, passwordHash: hashPassword(input.password), role: 'owner', org: org._id })
    return { accessToken: this.access(user) }
  }

  async login(credentials: { email: string; password: string }) {
    const user = await User.findOne({ email: credentials.email })
    if (!user || !checkPassword(credentials.password, user.passwordHash)) throw new HttpError(401, 'wrong address or password')
    user.refreshToken ??= longToken()
    await user.save()
    return { accessToken: this.access(user), refreshToken: user.refreshToken }
  }

  async refresh(token: string) {
    const user = await User.findOne({ refreshToken: String(token), disabled: false })
    if (!user) throw new HttpError(401, 'sign in again')
    return { accessToken: this.access(user), refreshToken: user.refreshToken }
  }

  async forgot(email: string) {
    const result = await User.updateOne({ email: String(email) }, { resetToken: longToken() })
    if (result.matchedCount === 0) throw new HttpError(404, 'no account has this address')
  }

  async reset(input: { token: string; password: string }) {
    const user = await User.findOne({ resetToken: input.token })
    if (!user) throw new HttpError(400, 'this link is used up')
    user.passwordHash = hashPassword(String(input.password))
    user.resetToken = undefined
    await user.save()
  }

  async changePassword(userId: string, current: string, next: string) {
    const user = await User.findById(userId)
    if (!user || !checkPassword(current, user.passwordHash)) throw new HttpError(403, 'wrong password')
    user.passwordHash = hashPassword(next)
    await user.save()
  }

  /** For scripts of the organisation. */
  serviceToken(org: string) {
    return jwt.sign({ org, role: 'manager' }, config.jwt.secret, { subject: `service:${org}`, issuer: config.jwt.issuer })
  }

  /** For the calendar feed of one lease. */
  feedToken(org: string, lease: string) {
    return jwt.sign({ org, lease }, config.jwt.secret, { subject: `feed:${lease}`, issuer: `${config.jwt.issuer}/feed`, expiresIn: '90d' })
  }
}

export const authService = new AuthService()
