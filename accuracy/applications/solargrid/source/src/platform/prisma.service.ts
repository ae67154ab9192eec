import { Injectable, OnApplicationShutdown, OnModuleInit } from '@nestjs/common'
import { Prisma, PrismaClient } from '@prisma/client'
import type { Me } from '../access/rights'
import { config, inProduction } from '../config'

function address(): string {
  const url = new URL(config.DATABASE_URL)
  url.searchParams.set('connection_limit', '15')
  url.searchParams.set('pool_timeout', '3')
  url.searchParams.set('connect_timeout', '3')
  url.searchParams.set('options', '-c statement_timeout=5000 -c lock_timeout=2000')
  if (inProduction) {
    url.searchParams.set('sslmode', 'require')
    url.searchParams.set('sslaccept', 'strict')
  }
  return url.toString()
}

export type Tx = Prisma.TransactionClient

@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit, OnApplicationShutdown {
  constructor() {
    super({ datasourceUrl: address(), transactionOptions: { maxWait: 2000, timeout: 5000 }, errorFormat: 'minimal' })
  }

  async onModuleInit() {
    await this.$connect()
  }

  async onApplicationShutdown() {
    await this.$disconnect()
  }

  /** Does the work and writes down who did it, both or neither. The work returns what it was done to. */
  audited<T extends { id: string }>(me: Pick<Me, 'id' | 'organisation'>, event: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.$transaction(async (tx) => {
      const subject = await work(tx)
      await tx.journal.create({ data: { organisationId: me.organisation, memberId: me.id, event, subject: subject.id } })
      return subject
    })
  }
}
