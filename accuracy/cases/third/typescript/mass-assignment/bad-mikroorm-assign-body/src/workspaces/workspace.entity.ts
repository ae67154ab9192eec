import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/core'

export enum Plan {
  Free = 'free',
  Team = 'team',
  Enterprise = 'enterprise',
}

@Entity()
export class Workspace {
  @PrimaryKey({ type: 'uuid' })
  id!: string

  @Property()
  name!: string

  @Property({ nullable: true })
  colour?: string

  @Property()
  ownerId!: string

  @Enum(() => Plan)
  plan: Plan = Plan.Free

  @Property()
  seats = 5
}
