import { ForbiddenException, Inject, Injectable, NotFoundException, SetMetadata, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Sessions, type Actor } from '../identity/session.service.js';
import { abilityOf, type Action, type Subjects } from './ability.js';

type Rule = 'public' | 'signed-in' | readonly [Action, Extract<Subjects, string>];
const RULE = 'access:rule';

export const Public = () => SetMetadata(RULE, 'public' satisfies Rule);
export const SignedIn = () => SetMetadata(RULE, 'signed-in' satisfies Rule);
/** The kind is checked by the guard, the single row by `ensure` in the service that has loaded it. */
export const Can = (action: Action, kind: Extract<Subjects, string>) => SetMetadata(RULE, [action, kind] satisfies Rule);

/** A handler without a rule is closed to everybody. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<Rule | undefined>(RULE, [context.getHandler(), context.getClass()]);
    if (rule === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    request.actor = await this.sessions.actorOf(request);
    if (!request.actor) throw new UnauthorizedException();
    if (rule === 'signed-in') return true;
    if (!rule || !abilityOf(request.actor).can(rule[0], rule[1])) throw new ForbiddenException();
    return true;
  }
}

/** Rows that may not be read do not exist; rows that may be read and not changed are forbidden. */
export function ensure(actor: Actor, action: Action, row: Exclude<Subjects, string>) {
  const ability = abilityOf(actor);
  if (ability.can(action, row)) return;
  throw ability.can('read', row) ? new ForbiddenException() : new NotFoundException();
}
