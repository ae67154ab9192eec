import { HttpError } from '../core/errors'
import { User } from '../db/models'
import { spokenCode } from '../lib/codes'
import { hashPassword, verifyPassword } from '../lib/crypto'
import { logger } from '../lib/logger'
import { tokens } from './token-service'

const NOBODY = hashPassword('nobody has this one')

class AuthService {
  async login(email: string, password: string): Promise<{ access: string; refresh: string }> {
    const user = await User.findOne({ where: { email } })
    const isRight = verifyPassword(password, user?.passwordHash ?? NOBODY)
    if (!user || !isRight) {
      logger.warn(`login refused for ${email}`)
      throw new HttpError(401, 'Address or password is wrong')
    }
    return { access: tokens.access(user), refresh: await tokens.refresh(user) }
  }

  async refresh(token: string): Promise<{ access: string; refresh: string }> {
    const userId = await tokens.ownerOf(token)
    const user = userId === undefined ? null : await User.findByPk(userId)
    if (!user || user.blockedAt) throw new HttpError(401, 'Log in again')
    return { access: tokens.access(user), refresh: token }
  }

  async startReset(email: string): Promise<void> {
    await User.update({ resetCode: spokenCode() }, { where: { email } })
  }

  async finishReset(email: string, code: string, password: string): Promise<void> {
    const user = await User.findOne({ where: { email } })
    if (!user?.resetCode || user.resetCode !== code) throw new HttpError(400, 'The code is not valid')
    await user.update({ passwordHash: hashPassword(password), resetCode: null })
    await tokens.forget(user.id)
  }
}

export const authService = new AuthService()
