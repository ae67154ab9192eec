import { defineControl } from '../../model/control.ts'

export const authzObjectLevel = defineControl({
  id: 'authz.object-level',
  title: "A user cannot read or change another user's objects (BOLA/IDOR)",
  why: 'Protects per-user and per-tenant data.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [639, 863], asvs: ['v5.0.0-8.2.2', 'v5.0.0-8.4.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API1:2023'] },
  documents: ['B-AUTHZ-03', 'B-AUTHZ-04'],
  verifiedBy: {
    live: 'two users A/B: B requests ids of A on GET/PUT/DELETE, nested and body ids; also sequential/UUID ids',
    static: 'queries by id without owner filter',
  },
  passesWhen: 'all cross-user accesses 403/404 with per-route record',
  failsWhen: 'any cross-user read or write succeeds',
  fix: { python: 'filter by owner in the query (Model.query.filter_by(id=..,user_id=current))', node: 'where:{id,ownerId:req.user.id}' },
  effortHours: [4, 16],
  checks: [],
})
