import { type ExecutionContext, SetMetadata, UnauthorizedException, createParamDecorator } from '@nestjs/common'
import type { Request } from 'express'
import type { Plan } from '../platform/budget.service'
import type { Me, Right } from './rights'

export type Entry = 'open' | 'signed' | 'member'

export const ENTRY = Symbol('entry')
export const RIGHT = Symbol('right')
export const BUDGET = Symbol('budget')

/** For everybody: sign-in, probes. */
export const Open = () => SetMetadata(ENTRY, 'open' satisfies Entry)
/** For devices, which sign what they send. */
export const Signed = () => SetMetadata(ENTRY, 'signed' satisfies Entry)
/** For each member, about themselves. */
export const AnyMember = () => SetMetadata(ENTRY, 'member' satisfies Entry)
export const Needs = (right: Right) => SetMetadata(RIGHT, right)
export const Budget = (plan: Plan) => SetMetadata(BUDGET, plan)

export interface Visitor extends Request {
  number: string
  rawBody?: Buffer
  me?: Me
  device?: { id: string; siteId: string }
}

export const visitor = (context: ExecutionContext) => context.switchToHttp().getRequest<Visitor>()

export const WhoAmI = createParamDecorator((_: unknown, context: ExecutionContext): Me => {
  const { me } = visitor(context)
  if (!me) throw new UnauthorizedException('sign-in')
  return me
})

export const ThisDevice = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { device } = visitor(context)
  if (!device) throw new UnauthorizedException('unknown-device')
  return device
})
