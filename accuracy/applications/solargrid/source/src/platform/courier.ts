import { Injectable, Logger, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common'
import nodemailer from 'nodemailer'
import { setTimeout as wait } from 'node:timers/promises'
import { config } from '../config'
import { PrismaService } from './prisma.service'

interface Claimed {
  id: bigint
  recipient: string
  subject: string
  text: string
}

/** Sends the mails that use cases have put into the table. */
@Injectable()
export class Courier implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Courier.name)
  private readonly stopped = new AbortController()
  private running: Promise<void> = Promise.resolve()
  private readonly transport = nodemailer.createTransport({
    url: config.SMTP_URL,
    requireTLS: true,
    connectionTimeout: 4000,
    greetingTimeout: 4000,
    socketTimeout: 8000,
  })

  constructor(private readonly prisma: PrismaService) {}

  onApplicationBootstrap() {
    this.running = this.work()
  }

  async onApplicationShutdown() {
    this.stopped.abort()
    await this.running
  }

  private async work() {
    for (let turn = 0; !this.stopped.signal.aborted; turn++) {
      if (turn % 1200 === 0) await this.tidy().catch((err: Error) => this.log.error(err.message))
      await this.round().catch((err: Error) => this.log.error(err.message))
      await wait(3000, undefined, { signal: this.stopped.signal }).catch(() => undefined)
    }
  }

  /** What has ended is kept no longer. */
  private async tidy() {
    const yesterday = new Date(Date.now() - 86_400_000)
    await this.prisma.session.deleteMany({ where: { startedAt: { lt: yesterday } } })
    await this.prisma.ticket.deleteMany({ where: { endsAt: { lt: new Date() } } })
  }

  private async round() {
    const mails = await this.prisma.$queryRaw<Claimed[]>`
      UPDATE "Mail" SET tries = tries + 1, "dueAt" = now() + interval '5 minutes'
      WHERE id IN (SELECT id FROM "Mail" WHERE "dueAt" <= now() AND tries < 6 ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
      RETURNING id, recipient, subject, text`
    const results = await Promise.allSettled(
      mails.map((mail) => this.transport.sendMail({ from: 'grid@solargrid.example', to: mail.recipient, subject: mail.subject, text: mail.text })),
    )
    const gone = mails.filter((_, i) => results[i].status === 'fulfilled').map((mail) => mail.id)
    if (gone.length) await this.prisma.mail.deleteMany({ where: { id: { in: gone } } })
    if (gone.length < mails.length) this.log.warn(`${mails.length - gone.length} mails will be tried again`)
  }
}
