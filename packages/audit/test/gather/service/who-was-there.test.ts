import { describe, expect, it } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeFunctionAccess } from '../../../src/gather/service/probes/function-access.ts'
import { newSession } from '../../../src/gather/service/session.ts'
import { Values } from '../../../src/gather/service/values.ts'
import { reasonToWithhold } from '../../../src/gather/service/withheld.ts'
import type { IdentityFact } from '../../../src/model/facts/service.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { decided, refusing, text } from './users-at.ts'

const sessionOf = (made: IdentityFact['made'], userId: string | null = '1') => ({
  ...newSession({ name: 'somebody', role: 'admin', made, credentials: null, renew: async () => false }),
  userId,
})

describe('who was there before the run', () => {
  it.each<readonly [IdentityFact['made'], string, string, boolean]>([
    ['default-credentials', 'DELETE', '/v1/me', true],
    ['declared', 'PATCH', '/api/account', true],
    ['declared', 'POST', '/auth/change-password', true],
    ['declared', 'PUT', '/users/1', true],
    ['declared', 'PUT', '/users/2', false],
    ['declared', 'POST', '/users/2/disable', false],
    ['declared', 'GET', '/me', false],
    ['declared', 'POST', '/orders', false],
    ['default-credentials', 'POST', '/orders', true],
    ['default-credentials', 'POST', '/wallet/transfers?fast=1', true],
    ['default-credentials', 'POST', '/articles', false],
    ['declared', 'POST', '/api/admin/maintenance', true],
    ['declared', 'GET', '/api/admin/maintenance', false],
    ['declared', 'DELETE', '/cache/flush', true],
    ['registered', 'POST', '/api/admin/maintenance', false],
    ['registered', 'DELETE', '/v1/me', false],
    ['promoted', 'PATCH', '/users/1', false],
  ])('%s: %s %s is withheld: %s', (made, method, path, isWithheld) => {
    expect(reasonToWithhold(sessionOf(made), { method, path }) !== null).toBe(isWithheld)
  })

  it('is not removed with the users of the run', async () => {
    const removed: string[] = []
    const server = userServer(({ method, path, headers }, user) => {
      const who = headers.authorization === 'Bearer of-the-administrator' ? 'administrator' : user
      if (method === 'DELETE' && path === '/account' && who === 'administrator') removed.push(who)
      return who === 'administrator' ? [204, ''] : [403, { error: 'ask an administrator' }]
    })
    await probeAt(
      server,
      async (probing) => {
        const { identities } = probing
        identities.sessions.push({ ...sessionOf('declared'), headers: { authorization: 'Bearer of-the-administrator' } })
        await cleanUp(probing)
        for (const session of identities.sessions) await probing.send(session, { method: 'DELETE', path: '/account' })
      },
      [],
      { operations: [...USER_OPERATIONS, operationOf('DELETE', '/account')], registers: true },
    )
    expect(removed).toEqual([])
  })

  it('keeps what a guessed number or a list names, also from strangers', async () => {
    const asked: string[] = []
    const operations = [
      operationOf('GET', '/invoices'),
      operationOf('PATCH', '/shops/{shop}/invoices/{id}', text('note')),
      operationOf('POST', '/bills/{id}/share'),
    ]
    await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], operations, ({ method, path }) => {
      if (method !== 'GET') asked.push(path)
      return path === '/invoices' ? [200, [{ id: 1 }]] : [404, {}]
    })
    expect(asked.filter((path) => /\/1(?:\/|$)/.test(path.replace('/shops/1', '')))).toEqual([])
  })

  it.each([
    ['remove', false],
    ['is_closed', false],
    ['notify', true],
  ])('a choice of %s is %s', (name, value) => {
    expect(new Values('seed').of(name, { type: 'boolean' })).toBe(value)
  })
})

describe('what a body names', () => {
  it('is an own thing, a user of the run who is compared with nobody, or a thing of that user', async () => {
    const listings = [{ id: 1, seller: 'somebody' }]
    const orders: unknown[] = []
    const transfers: unknown[] = []
    const operations = [
      ...USER_OPERATIONS,
      operationOf('GET', '/listings'),
      operationOf('POST', '/listings', text('title')),
      operationOf('POST', '/orders', { type: 'object', properties: { listing_id: { type: 'integer' } }, required: ['listing_id'] }),
      operationOf('POST', '/transfers', {
        type: 'object',
        properties: { to: {}, amount: { type: 'integer' } },
        required: ['to', 'amount'],
      }),
    ]
    const server = userServer(({ method, path, body }, user) => {
      if (user === null) return [401, { error: 'who are you' }]
      if (path === '/listings' && method === 'GET') return [200, listings]
      if (path === '/listings') {
        listings.push({ id: listings.length + 1, seller: user })
        return [201, listings.at(-1)]
      }
      if (path === '/orders') {
        const listing = listings.find(({ id }) => id === body.listing_id)
        if (listing === undefined || listing.seller === user) return [409, { error: 'this is your own listing' }]
        orders.push(listing.seller)
        return [201, { id: orders.length }]
      }
      if (typeof body.to !== 'number') return [400, { error: 'to must be a number' }]
      transfers.push(body.to)
      return [201, { balance: 1 }]
    })
    let partner: string | undefined
    let partnerId = 0
    await probeAt(
      server,
      async (probing) => {
        for (const operation of probing.operations.slice(-2)) await probing.acceptedBy(operation)
        const known = probing.identities.registered.find(({ name }) => name === 'user-partner')
        partner = known?.email
        partnerId = Number(known?.session?.userId)
      },
      [],
      { operations, registers: true },
    )
    expect(orders).toEqual([partner])
    expect(transfers).toEqual([partnerId])
  })
})

describe('rights of a role', () => {
  it.each<readonly [string, (isOwner: boolean) => boolean, string]>([
    ['the owner alone may', (isOwner) => isOwner, 'pass'],
    ['whoever asks may', () => true, 'fail'],
  ])('%s', async (_name, may, outcome) => {
    const rooms: { id: number; owner: string }[] = []
    const operations = [
      operationOf('POST', '/rooms', text('title')),
      { ...operationOf('DELETE', '/rooms/{id}'), declaredAccess: 'privileged' as const },
      operationOf('GET', '/staff/me'),
      { ...operationOf('POST', '/me/otp', text('code')), declaredAccess: 'privileged' as const },
    ]
    const answer = await decided(
      'authz.function-level',
      probeFunctionAccess,
      ['functionAccess'],
      operations,
      refusing(({ method, path }, user) => {
        if (path === '/staff/me' || path === '/me/otp') return [200, { isStaff: false }]
        if (method === 'POST' && path === '/rooms') {
          rooms.push({ id: rooms.length + 1, owner: user })
          return [201, rooms.at(-1)]
        }
        const room = rooms.find(({ id }) => path === `/rooms/${id}`)
        return room === undefined ? [404, {}] : may(room.owner === user) ? [204, ''] : [403, {}]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('what moderators do', () => {
  it.each<readonly [string, boolean, string]>([
    ['whoever is signed in may', true, 'fail'],
    ['others are refused', false, 'pass'],
  ])('%s', async (_name, isOpen, outcome) => {
    const acted: string[] = []
    let reports = 1
    const operations = [
      operationOf('GET', '/reports'),
      operationOf('POST', '/reports', text('reason')),
      operationOf('POST', '/moderation/reports/{id}/resolve', text('resolution')),
      operationOf('GET', '/moderation/guidelines'),
    ]
    const answer = await decided(
      'authz.function-level',
      probeFunctionAccess,
      ['functionAccess'],
      operations,
      refusing(({ method, path }) => {
        if (path === '/reports' && method === 'GET') return [200, [{ id: 1 }]]
        if (path === '/reports') {
          reports += 1
          return [201, { id: reports }]
        }
        if (path === '/moderation/guidelines') return [200, { text: 'be kind' }]
        acted.push(path)
        return isOpen ? [200, { done: true }] : [403, {}]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(acted).not.toContain('/moderation/reports/1/resolve')
  })
})

describe('pages that strangers see', () => {
  it.each<readonly [string, 'public' | 'unknown', string]>([
    ['of what an open list shows', 'public', 'pass'],
    ['of what nothing says is for all', 'unknown', 'fail'],
  ])('%s', async (_name, declaredAccess, outcome) => {
    const offers: { id: number; title: unknown }[] = []
    const operations = [
      operationOf('POST', '/v1/offers', text('title')),
      { ...operationOf('GET', '/v1/offers'), declaredAccess },
      operationOf('GET', '/offers/{id}'),
    ]
    const answer = await decided(
      'auth.required-by-default',
      async (probing) => {
        await probing.create('/offers', {}, probing.identities.userA)
        await probeAnonymousAccess(probing)
      },
      ['anonymousAccess'],
      operations,
      ({ method, path, body }, user) => {
        if (method === 'GET' && path === '/v1/offers') return declaredAccess === 'public' || user !== null ? [200, offers] : [401, {}]
        if (method === 'GET') {
          const offer = offers.find(({ id }) => path === `/offers/${id}`)
          return offer === undefined ? [404, {}] : [200, `<h1>${String(offer.title)}</h1>`, { 'content-type': 'text/html' }]
        }
        if (user === null) return [401, {}]
        offers.push({ id: offers.length + 1, title: body.title })
        return [201, offers.at(-1)]
      },
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})
