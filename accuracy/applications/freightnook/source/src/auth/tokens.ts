import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { JwtService } from '@nestjs/jwt'
import { InjectDataSource } from '@nestjs/typeorm'
import { DataSource } from 'typeorm'
import type { Person } from '../common/ability.js'
import { RefreshToken, User } from '../entities.js'

export const digest = (token: string) => createHash('sha256').update(token).digest('base64url')
export const fresh = () => randomBytes(32).toString('base64url')
const DAY = 86_400_000

@Injectable()
export class Tokens {
  constructor(private readonly jwt: JwtService, @InjectDataSource() private readonly db: DataSource) {}

  access = (user: User) => this.jwt.signAsync({ epoch: user.epoch, use: 'access' }, { subject: user.id, jwtid: randomUUID() })

  /** The person of a bearer; read anew, so that a closed account or another role counts at once. */
  async person(header: string | undefined): Promise<Person | null> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1]
    if (!token) return null
    const content = await this.jwt.verifyAsync<{ sub?: unknown; epoch?: unknown; use?: unknown }>(token).catch(() => null)
    if (!content || content.use !== 'access' || typeof content.sub !== 'string') return null
    const user = await this.db.getRepository(User).findOneBy({ id: content.sub })
    if (!user || user.closedAt || user.epoch !== content.epoch) return null
    return { id: user.id, firmId: user.firmId, role: user.role, name: user.name, email: user.email }
  }

  async begin(user: User) {
    const token = fresh()
    const now = Date.now()
    await this.db.getRepository(RefreshToken).insert({
      digest: digest(token), family: randomUUID(), userId: user.id, epoch: user.epoch, endsAt: new Date(now + 7 * DAY), familyEndsAt: new Date(now + 30 * DAY),
    })
    return token
  }

  /** A token that was used before ends its family; the row is locked, so two at once are told apart. */
  rotate(token: string) {
    return this.db.transaction(async (tx) => {
      const rows = tx.getRepository(RefreshToken)
      const row = await rows.findOne({ where: { digest: digest(token) }, lock: { mode: 'pessimistic_write' } })
      if (!row) return null
      if (row.used) {
        await rows.delete({ family: row.family })
        return null
      }
      const now = new Date()
      const user = await tx.getRepository(User).findOneBy({ id: row.userId })
      if (row.endsAt <= now || row.familyEndsAt <= now || !user || user.closedAt || user.epoch !== row.epoch) return null
      await rows.update({ digest: row.digest }, { used: true })
      const next = fresh()
      const endsAt = new Date(Math.min(now.getTime() + 7 * DAY, row.familyEndsAt.getTime()))
      await rows.insert({ digest: digest(next), family: row.family, userId: row.userId, epoch: row.epoch, endsAt, familyEndsAt: row.familyEndsAt })
      return { user, next }
    })
  }

  async end(token: string) {
    const rows = this.db.getRepository(RefreshToken)
    const row = await rows.findOneBy({ digest: digest(token) })
    if (row) await rows.delete({ family: row.family })
  }
}
