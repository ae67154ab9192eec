import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { BudgetService, type Plan } from '../platform/budget.service'
import { digest, signatureFits, unseal } from '../platform/crypto'
import { PrismaService } from '../platform/prisma.service'
import { BUDGET, ENTRY, type Entry, RIGHT, type Visitor, visitor } from './decorators'
import { type Right, holds } from './rights'

const minute = 60_000
const hour = 60 * minute

@Injectable()
export class BudgetGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly budgets: BudgetService,
  ) {}

  async canActivate(context: ExecutionContext) {
    const who = visitor(context).ip ?? 'unknown'
    const plan = this.reflector.getAllAndOverride<Plan | undefined>(BUDGET, [context.getHandler(), context.getClass()])
    await this.budgets.spend('usual', who)
    if (plan) await this.budgets.spend(plan, who)
    return true
  }
}

@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly prisma: PrismaService,
  ) {}

  async canActivate(context: ExecutionContext) {
    const entry = this.reflector.getAllAndOverride<Entry | undefined>(ENTRY, [context.getHandler(), context.getClass()])
    const req = visitor(context)
    if (entry === 'open') return true
    if (entry === 'signed') req.device = await this.device(req)
    else req.me = await this.member(req)
    return true
  }

  /** A session ends after an hour without use and after a day at any rate, and with the account of its member. */
  private async member(req: Visitor) {
    const token = /^Bearer ([\w-]{43})$/.exec(req.get('authorization') ?? '')?.[1]
    if (!token) throw new UnauthorizedException('sign-in')
    const now = Date.now()
    const session = await this.prisma.session.findFirst({
      where: { digest: digest(token), seenAt: { gt: new Date(now - hour) }, startedAt: { gt: new Date(now - 24 * hour) }, member: { active: true } },
      select: { id: true, seenAt: true, member: { select: { id: true, organisationId: true, role: true } } },
    })
    if (!session) throw new UnauthorizedException('sign-in')
    if (now - session.seenAt.getTime() > minute) await this.prisma.session.updateMany({ where: { id: session.id }, data: { seenAt: new Date(now) } })
    const { id, organisationId, role } = session.member
    return { id, organisation: organisationId, role, session: session.id }
  }

  /** The time is part of what is signed; a reading that is sent again changes nothing. */
  private async device(req: Visitor) {
    const id = req.get('x-device') ?? ''
    const at = req.get('x-sent-at') ?? ''
    const given = req.get('x-signature') ?? ''
    const wellFormed = /^[\da-f-]{36}$/.test(id) && /^\d{13}$/.test(at) && /^[\da-f]{64}$/.test(given)
    if (!wellFormed || !req.rawBody || Math.abs(Date.now() - Number(at)) > 2 * minute) throw new UnauthorizedException('unknown-device')
    const device = await this.prisma.device.findFirst({ where: { id, active: true, site: { removedAt: null } }, select: { id: true, siteId: true, sealedKey: true } })
    if (!device || !signatureFits(unseal(device.sealedKey, device.id), [at, '.', req.rawBody], given)) throw new UnauthorizedException('unknown-device')
    return { id: device.id, siteId: device.siteId }
  }
}

/** A route without a right is refused, so that none is forgotten. */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext) {
    if (this.reflector.getAllAndOverride<Entry | undefined>(ENTRY, [context.getHandler(), context.getClass()])) return true
    const right = this.reflector.get<Right | undefined>(RIGHT, context.getHandler())
    const { me } = visitor(context)
    if (!right || !me || !holds(me, right)) throw new ForbiddenException('forbidden')
    return true
  }
}
