import { describe, expect, it } from 'vitest'
import { asksForRights } from '../../../src/gather/service/privileged-guards.ts'
import { guardOf } from '../../sample-source.ts'

const role = (name: string, roles?: readonly string[], are: 'admitted' | 'refused' = 'admitted') => ({
  ...guardOf('role'),
  name,
  ...(roles === undefined ? {} : { roles: { names: roles, are } }),
})

describe('a guard that lets in only who was given more rights', () => {
  it.each([
    ['requireAdmin(database)'],
    ['adminsOnly'],
    ['IsAdministrator'],
    ["@Roles('organiser', 'admin')"],
    ['require_role("librarian")'],
    ["only(services, 'agent')"],
    ['request.user.role != "officer"'],
    ['officer_required'],
  ])('%s', (name) => {
    expect(asksForRights(role(name))).toBe(true)
  })

  it('compares with a role that nobody has who just registered', () => {
    expect(asksForRights(role('mayDecide(c)', ['approver', 'owner']))).toBe(true)
  })
})

describe('a guard that an ordinary user may well pass', () => {
  it.each([
    ['personOnly'],
    ["scope('tickets')"],
    ['Permissions.FILES_LIST.require(403)'],
    ['require_permission("orders:read")'],
    ['Security(current_user)'],
    ["@Roles('customer', 'admin')"],
    ['confirmPassword'],
    ['RolesGuard'],
  ])('%s', (name) => {
    expect(asksForRights(role(name))).toBe(false)
  })

  it('refuses one role and lets in the others', () => {
    expect(asksForRights(role('mayWrite(c)', ['viewer'], 'refused'))).toBe(false)
  })

  it('asks who is calling, and no more', () => {
    expect(asksForRights({ ...guardOf('authentication'), name: 'adminOrUser' })).toBe(false)
  })
})
