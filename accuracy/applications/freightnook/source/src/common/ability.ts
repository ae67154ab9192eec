import { ForbiddenException } from '@nestjs/common'
import type { FindOptionsWhere } from 'typeorm'
import { Audit, Paper, Shipment, User, type Role } from '../entities.js'

export type Action = 'read' | 'create' | 'update' | 'delete' | 'book' | 'move'
type Subject = typeof Shipment | typeof Paper | typeof User | typeof Audit
export type Person = { id: string; firmId: string; role: Role; name: string; email: string }

type Rule<S extends Subject = Subject> = { actions: Action[]; subject: S; where: FindOptionsWhere<InstanceType<S>> }
const rule = <S extends Subject>(subject: S, actions: Action[], where: FindOptionsWhere<InstanceType<S>>) => ({ subject, actions, where }) as unknown as Rule

/** All that is allowed, and nothing else is. */
const RULES: Record<Role, (me: Person) => Rule[]> = {
  clerk: (me) => [
    rule(Shipment, ['read'], { firmId: me.firmId, ownerId: me.id }),
    rule(Shipment, ['create'], { firmId: me.firmId, ownerId: me.id }),
    rule(Shipment, ['update', 'delete', 'book'], { firmId: me.firmId, ownerId: me.id, state: 'draft' }),
    rule(Paper, ['read', 'create'], { firmId: me.firmId }),
  ],
  dispatcher: (me) => [
    rule(Shipment, ['read', 'move'], { firmId: me.firmId }),
    rule(Shipment, ['create'], { firmId: me.firmId, ownerId: me.id }),
    rule(Shipment, ['update', 'delete', 'book'], { firmId: me.firmId, state: 'draft' }),
    rule(Paper, ['read', 'create', 'delete'], { firmId: me.firmId }),
  ],
  manager: (me) => [
    ...RULES.dispatcher(me),
    rule(User, ['read', 'create', 'update'], { firmId: me.firmId }),
    rule(Audit, ['read'], { firmId: me.firmId }),
  ],
}

export class Ability {
  private readonly rules: Rule[]

  constructor(readonly me: Person) {
    this.rules = RULES[me.role](me)
  }

  can(action: Action, subject: Subject) {
    return this.rules.some((r) => r.subject === subject && r.actions.includes(action))
  }

  /** The condition of rows; who may not at all gets a refusal, never an empty condition. */
  where<S extends Subject>(action: Action, subject: S, more: FindOptionsWhere<InstanceType<S>> = {} as never): FindOptionsWhere<InstanceType<S>> {
    const found = this.rules.find((r) => r.subject === subject && r.actions.includes(action))
    if (!found) throw new ForbiddenException()
    return { ...more, ...found.where } as FindOptionsWhere<InstanceType<S>>
  }
}
