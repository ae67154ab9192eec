import { describe, expect, it } from 'vitest'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeMethods } from '../../../src/gather/service/probes/methods.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, text } from './users-at.ts'

interface Weakness {
  /** Anybody who is signed in deletes a job. */
  readonly open?: true
  /** A stranger changes a job. */
  readonly anonymous?: true
  /** A GET publishes. */
  readonly get?: true
}

/** Jobs begin as drafts, which nobody can read, until they are published. */
function jobs({ open, anonymous, get }: Weakness): Handle {
  const all = new Map<string, { readonly owner: string | null; title: string; isPublic: boolean }>()
  let count = 0
  return ({ method, path, body }, user) => {
    const [, collection, id = '', step] = path.split('/')
    if (collection !== 'jobs') return [404, {}]
    const job = all.get(id)
    if (user === null && !(anonymous === true && method === 'PATCH')) return [401, {}]
    if (id === '') {
      count += 1
      all.set(String(count), { owner: user, title: String(body.title), isPublic: false })
      return [201, { id: count, title: body.title }]
    }
    if (job === undefined) return [404, {}]
    const isOwner = job.owner === user || user === null
    if (step === 'publish') {
      if (!isOwner) return [403, {}]
      if (method === 'POST' || get === true) job.isPublic = true
      return [200, { published: job.isPublic }]
    }
    if (method === 'DELETE') return isOwner || open === true ? (all.delete(id), [204, '']) : [403, {}]
    if (method === 'PATCH') {
      if (!isOwner) return [403, {}]
      job.title = String(body.title)
      return [200, job]
    }
    return job.isPublic ? [200, { id, title: job.title }] : [404, {}]
  }
}

describe('objects that begin as drafts', () => {
  const operations = [
    operationOf('POST', '/jobs/', text('title')),
    operationOf('GET', '/jobs/{id}/'),
    operationOf('DELETE', '/jobs/{id}/'),
    { ...operationOf('PATCH', '/jobs/{id}/', text('title')), declaredAccess: 'public' as const },
    operationOf('POST', '/jobs/{id}/publish/'),
    operationOf('GET', '/jobs/{id}/publish/'),
  ]
  it.each([
    ['deleted by any user', { open: true }, 'authz.object-level', probeObjectAccess, 'objectAccess', 'confirmed: DELETE /jobs/{id}/'],
    ['deleted by the owner alone', {}, 'authz.object-level', probeObjectAccess, 'objectAccess', ''],
    ['published by a GET', { get: true }, 'api.http-methods', probeMethods, 'methods', 'a GET changes the object'],
    ['published by a POST alone', {}, 'api.http-methods', probeMethods, 'methods', ''],
    [
      'changed by a stranger',
      { anonymous: true },
      'auth.required-by-default',
      probeAnonymousAccess,
      'anonymousAccess',
      'confirmed: PATCH /jobs/{id}/',
    ],
    ['changed by users alone', {}, 'auth.required-by-default', probeAnonymousAccess, 'anonymousAccess', ''],
  ] as const)('%s', async (_name, weakness, control, probe, fact, told) => {
    const answer = await decided(control, probe, [fact], operations, jobs(weakness))
    expect(answer.outcome === 'fail', `${answer.outcome}: ${answer.text}`).toBe(told !== '')
    expect(answer.text).toContain(told)
  })
})
