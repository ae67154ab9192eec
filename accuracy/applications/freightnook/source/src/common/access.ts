import { type CanActivate, createParamDecorator, type ExecutionContext, ForbiddenException, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { Request } from 'express'
import { Tokens } from '../auth/tokens.js'
import { Ability, type Action } from './ability.js'

const OPEN = Symbol('open')
const CAN = Symbol('can')
export type Asked = Request & { ability?: Ability }

/** A handler without login. */
export const Open = () => SetMetadata(OPEN, true)
/** What a handler does; one that says neither this nor @Open is refused. */
export const Can = (action: Action, subject: Parameters<Ability['can']>[1]) => SetMetadata(CAN, { action, subject })
/** For handlers that concern the person's own account only. */
export const Self = () => SetMetadata(CAN, 'self')

export const Me = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { ability } = context.switchToHttp().getRequest<Asked>()
  if (!ability) throw new UnauthorizedException()
  return ability
})

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly tokens: Tokens) {}

  async canActivate(context: ExecutionContext) {
    if (this.reflector.get(OPEN, context.getHandler())) return true
    const need = this.reflector.get<'self' | { action: Action; subject: Parameters<Ability['can']>[1] } | undefined>(CAN, context.getHandler())
    if (!need) throw new ForbiddenException()
    const request = context.switchToHttp().getRequest<Asked>()
    const person = await this.tokens.person(request.get('authorization'))
    if (!person) throw new UnauthorizedException()
    request.ability = new Ability(person)
    if (need !== 'self' && !request.ability.can(need.action, need.subject)) throw new ForbiddenException()
    return true
  }
}
