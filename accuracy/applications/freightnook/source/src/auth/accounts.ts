import { InjectQueue } from '@nestjs/bullmq'
import { BadRequestException, Injectable } from '@nestjs/common'
import { InjectDataSource } from '@nestjs/typeorm'
import type { Queue } from 'bullmq'
import { DataSource, IsNull, MoreThan } from 'typeorm'
import { PasswordLink, User } from '../entities.js'
import { fits, hash } from './passwords.js'
import { digest, fresh } from './tokens.js'

@Injectable()
export class Accounts {
  constructor(@InjectDataSource() private readonly db: DataSource, @InjectQueue('letters') private readonly letters: Queue) {}

  async enter(email: string, password: string): Promise<User | null> {
    const user = await this.db.getRepository(User).createQueryBuilder('u').addSelect('u.passwordHash').where('lower(u.email) = :email', { email }).getOne()
    return (await fits(user?.passwordHash, password)) && user && !user.closedAt ? user : null
  }

  /** A job of the same look whether or not there is an account; the worker makes the link. */
  async later(email: string, template: 'reset' | 'welcome') {
    await this.letters.add('letter', { email, template }, { attempts: 3, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: true, removeOnFail: 100 })
  }

  async link(email: string) {
    const user = await this.db.getRepository(User).createQueryBuilder('u').where('lower(u.email) = :email AND u.closed_at IS NULL', { email }).getOne()
    if (!user) return null
    const token = fresh()
    await this.db.getRepository(PasswordLink).insert({ digest: digest(token), userId: user.id, endsAt: new Date(Date.now() + 30 * 60_000) })
    return token
  }

  async redeem(token: string, password: string) {
    const passwordHash = await hash(password)
    await this.db.transaction(async (tx) => {
      const where = { digest: digest(token), endsAt: MoreThan(new Date()) }
      const link = await tx.getRepository(PasswordLink).findOne({ where, lock: { mode: 'pessimistic_write' } })
      if (!link) throw new BadRequestException('the link is no longer good')
      await tx.getRepository(User).update({ id: link.userId, closedAt: IsNull() }, { passwordHash, epoch: () => 'epoch + 1' })
      await tx.getRepository(PasswordLink).delete({ userId: link.userId })
    })
  }

  async setPassword(id: string, password: string) {
    await this.db.getRepository(User).update({ id }, { passwordHash: await hash(password), epoch: () => 'epoch + 1' })
  }
}
