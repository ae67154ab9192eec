import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability'

export interface Viewer {
  id: string
  orgId: string
  roles: string[]
}

export function abilityOf(viewer: Viewer): MongoAbility {
  const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility)
  can('read', 'Invoice', { orgId: viewer.orgId })
  if (viewer.roles.includes('billing')) can('update', 'Invoice', { orgId: viewer.orgId })
  return build()
}
