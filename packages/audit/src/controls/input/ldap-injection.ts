import { defineControl } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'

export const inputLdapInjection = defineControl({
  id: 'input.ldap-injection',
  title: 'Input cannot change an LDAP filter or name',
  why: 'Protects directory entries and logins decided by a directory.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [90], asvs: ['v5.0.0-1.2.6'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: 'filter metacharacters change the result set and escaped ones do not',
    static: 'request values reach LDAP filters or distinguished names only through escaping',
  },
  passesWhen: 'every LDAP call examined escapes its values or is constant',
  failsWhen: 'a request value reaches a filter or name unescaped',
  fix: {
    python: 'ldap3.utils.conv.escape_filter_chars(value)',
    node: 'new EqualityFilter({ attribute, value }) of ldapjs instead of a string',
  },
  effortHours: [1, 4],
  checks: [noTaintedPath({ kinds: ['ldap-injection'], noun: 'directory queries' })],
})
