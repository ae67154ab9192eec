import { admitsEverybody, type GuardFact } from '@assay/flow'

/** Who has rights that a user who just registered has not. */
const RIGHTS =
  /(?:^|_)(?:admins?|administrators?|superusers?|super_users?|superadmins?|root|staff|managers?|moderators?|officers?|operators?|agents?|editors?|reviewers?|approvers?|organi[sz]ers?|recruiters?|supervisors?|maintainers?|owners?|employees?|back_?office)(?:_|$)/
/** Roles that whoever registers has. */
const ORDINARY =
  /^(?:users?|members?|customers?|clients?|buyers?|guests?|viewers?|readers?|subscribers?|visitors?|persons?|authenticated|everyone|any|basic|free|standard|default)$/i
/** `require_role("librarian")`, `@Roles('organiser')`, `only(services, 'agent')`. */
const NAMED_ROLES = /^(?:@|\w+\.)*\w*(?:role|roles|only|access|allow|permit)\w*\(/i

/**
 * Whether a guard lets in only who was given more rights than everybody: by the roles that it was seen to compare with, by those written into
 * it, or by its name. Which scopes, permissions or kinds of credential an ordinary user holds is not known from reading; such a guard makes an
 * operation none of administrators.
 */
export function asksForRights(guard: GuardFact): boolean {
  if (guard.kind !== 'role' || admitsEverybody(guard)) return false
  const { name, roles } = guard
  if (roles !== undefined && roles.are === 'admitted') return roles.names.length > 0 && !roles.names.some((role) => ORDINARY.test(role))
  const written = [...name.matchAll(/['"]([\w-]+)['"]/g)].map(([, role = '']) => role)
  if (written.length > 0 && NAMED_ROLES.test(name)) return !written.some((role) => ORDINARY.test(role))
  return RIGHTS.test(wordsOf(name))
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
