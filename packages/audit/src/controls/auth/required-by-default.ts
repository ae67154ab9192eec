import { defineControl } from '../../model/control.ts'

export const authRequiredByDefault = defineControl({
  id: 'auth.required-by-default',
  title: 'Every non-public route rejects anonymous requests',
  why: 'Protects private data and functions from unauthenticated callers.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [306, 862],
    asvs: ['v5.0.0-8.3.1', 'v5.0.0-7.2.1'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API5:2023'],
  },
  documents: ['B-AUTH-06', 'B-AUTH-07', 'B-AUTH-18', 'B-INP-16', 'B-API-06', 'SECURITY-016'],
  verifiedBy: {
    live: 'call every discovered route (source route table + OpenAPI + crawl) with no credentials; expect 401/403 unless declared public',
    static: 'route table vs guard/decorator/dependency per route; global guard present',
  },
  passesWhen: 'list of all routes with status for anonymous call; 0 non-public routes answering 2xx; public list reviewed in config',
  failsWhen: 'any non-public route answers 2xx (or performs the action) without credentials',
  fix: {
    python: 'register auth as app-wide before_request / FastAPI router dependency; mark public routes explicitly',
    node: 'app-level onRequest/middleware guard + explicit public allow-list',
  },
  effortHours: [4, 16],
  checks: [],
})
