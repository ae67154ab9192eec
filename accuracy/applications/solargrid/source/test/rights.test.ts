import { describe, expect, it } from 'vitest'
import { type Me, holds, ownSites } from '../src/access/rights'

const me = (role: Me['role']): Me => ({ id: 'm', organisation: 'o', role, session: 's' })

describe('rights', () => {
  it('lets viewers read', () => expect(holds(me('VIEWER'), 'sites.read')).toBe(true))
  it('lets only owners remove', () => expect([me('VIEWER'), me('OPERATOR'), me('OWNER')].map((who) => holds(who, 'sites.remove'))).toEqual([false, false, true]))
  it('keeps to the organisation', () => expect(ownSites(me('OWNER'))).toEqual({ organisationId: 'o', removedAt: null }))
})
