import { BeforeApplicationShutdown, Controller, Get, ServiceUnavailableException } from '@nestjs/common'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { Open } from '../access/decorators'
import { BudgetService } from './budget.service'
import { Presents } from './interceptors'
import { PrismaService } from './prisma.service'

const Ok = z.object({ ok: z.literal(true) })

@Controller()
@Open()
export class ProbesController implements BeforeApplicationShutdown {
  private stopping = false

  constructor(
    private readonly prisma: PrismaService,
    private readonly budgets: BudgetService,
  ) {}

  /** Gives the balancer time to notice before connections are closed. */
  async beforeApplicationShutdown() {
    this.stopping = true
    await wait(3000)
  }

  @Get('healthz')
  @Presents(Ok)
  alive() {
    return { ok: true }
  }

  @Get('readyz')
  @Presents(Ok)
  async ready() {
    const [database, budgets] = await Promise.all([this.prisma.$queryRaw`SELECT 1`.then(() => true, () => false), this.budgets.ready()])
    if (this.stopping || !database || !budgets) throw new ServiceUnavailableException()
    return { ok: true }
  }
}
