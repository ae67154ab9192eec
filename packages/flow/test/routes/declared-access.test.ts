import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const FASTIFY = (config: string, hook: string): Record<string, string> => ({
  'app.js': `import Fastify from 'fastify'\nimport { callerOf, known } from './callers.js'\nconst app = Fastify()\napp.addHook('onRequest', async (request, reply) => {\n  ${hook}\n})\napp.get('/admin/keys', { config: ${config} }, async () => ({ ok: true }))\n`,
})
const HOOK = `const caller = await known(request.headers.authorization)\n  if (!caller) return reply.code(401).send()\n  if (request.routeOptions.config.access === 'admin' && !caller.isAdmin) return reply.code(403).send()`

describe('what a route of Fastify declares for a hook to read', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['a role that a hook reads', FASTIFY("{ access: 'admin' }", HOOK), true],
    ['whoever is signed in', FASTIFY("{ access: 'read' }", HOOK), false],
    [
      'a role that nothing reads',
      FASTIFY("{ access: 'admin' }", `if (!(await known(request.headers.authorization))) return reply.code(401).send()`),
      false,
    ],
  ])('%s', async (_name, files, isRole) => {
    const { routes } = await analysisOf(files)
    expect(routes.map(({ guards }) => guards.some(({ kind }) => kind === 'role'))).toEqual([isRole])
  })
})

describe('the caller in a field of a service', () => {
  const SERVICE = (body: string): Record<string, string> => ({
    'app.ts': `import Fastify from 'fastify'\nimport { and, eq } from 'drizzle-orm'\nimport { parcels } from './schema'\nimport { db } from './db'\nconst app = Fastify()\nfunction callerOf(request) {\n  if (!request.user) throw new Error('no caller')\n  return request.user\n}\nclass Parcels {\n  constructor(private readonly db: Db, private readonly companyId: string) {}\n  private own(...more: SQL[]) {\n    return and(eq(parcels.companyId, this.companyId), ...more)\n  }\n  drop(id: string) {\n    ${body}\n  }\n}\nasync function dropped(db: Db, which: SQL) {\n  await db.delete(parcels).where(which)\n}\napp.delete('/parcels/:id', async (request) => new Parcels(db, callerOf(request).companyId).drop(request.params.id))\n`,
  })
  it.each<[string, string, boolean]>([
    ['asked for in the query', 'return this.db.delete(parcels).where(this.own(eq(parcels.id, id)))', true],
    ['in a condition that another function is given', 'return dropped(this.db, this.own(eq(parcels.id, id)))', true],
    ['not asked for', 'return this.db.delete(parcels).where(eq(parcels.id, id))', false],
    ['not in the condition that another function is given', 'return dropped(this.db, eq(parcels.id, id))', false],
  ])('%s', async (_name, body, byOwner) => {
    const { routes } = await analysisOf(SERVICE(body))
    expect(routes.flatMap(({ effects }) => effects.map((effect) => [effect.kind, effect.byRequestId, effect.byOwner]))).toEqual([
      ['delete', true, byOwner],
    ])
  })
})

describe('views of Django REST framework beside the login middleware', () => {
  const DRF = (permission: string): Record<string, string> => ({
    'site/settings.py': `MIDDLEWARE = ['django.contrib.auth.middleware.LoginRequiredMiddleware']\nROOT_URLCONF = 'site.urls'\n`,
    'site/urls.py': `from django.urls import path\nfrom site.api import Slots\nurlpatterns = [path('slots/', Slots.as_view())]\n`,
    'site/api.py': `from rest_framework import permissions\nfrom rest_framework.response import Response\nfrom rest_framework.views import APIView\nclass Slots(APIView):\n    permission_classes = [permissions.${permission}]\n    def get(self, request):\n        return Response([])\n`,
  })
  it.each([
    ['AllowAny', ['AllowAny']],
    ['IsAuthenticated', ['LoginRequiredMiddleware', 'IsAuthenticated']],
  ])('%s', async (permission, names) => {
    const { routes } = await analysisOf(DRF(permission))
    expect(routes.flatMap(({ guards }) => guards.map(({ name }) => name.replace(/^.*\./, '')))).toEqual(names)
  })
})
