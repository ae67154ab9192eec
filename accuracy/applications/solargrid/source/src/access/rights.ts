import type { Role } from '@prisma/client'

export interface Me {
  id: string
  organisation: string
  role: Role
  session: string
}

const rights = {
  'sites.read': ['VIEWER', 'OPERATOR', 'OWNER'],
  'sites.write': ['OPERATOR', 'OWNER'],
  'sites.remove': ['OWNER'],
  'devices.manage': ['OPERATOR', 'OWNER'],
  'readings.export': ['OPERATOR', 'OWNER'],
  'alerts.acknowledge': ['OPERATOR', 'OWNER'],
  'people.read': ['OPERATOR', 'OWNER'],
  'people.manage': ['OWNER'],
  'journal.read': ['OWNER'],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof rights

export const holds = (me: Me, right: Right): boolean => (rights[right] as readonly Role[]).includes(me.role)

/** Conditions by which everything is looked up. */
export const ownSites = (me: Me) => ({ organisationId: me.organisation, removedAt: null })
export const ownPeople = (me: Me) => ({ organisationId: me.organisation, active: true })
