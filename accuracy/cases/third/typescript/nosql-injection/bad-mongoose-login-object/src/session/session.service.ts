import { LoginCode } from './login-code.model'
import { issueToken } from '../tokens'
import type { Credentials } from './session.schema'

export class SessionService {
  async open(credentials: Credentials) {
    const entry = await LoginCode.findOneAndDelete({ email: credentials.email, code: credentials.code })
    if (!entry || entry.expiresAt < new Date()) return null
    return { token: issueToken(entry.userId) }
  }
}
