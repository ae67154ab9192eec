import type { GuardFact } from '../facts.ts'
import { tableOf } from '../table-of.ts'
import type { ParameterChecks } from './nest-parameters.ts'
import { braceTemplate, colonTemplate, type PathTemplate } from './path-template.ts'

/** What a decorator asks for: somebody who is known, somebody with a role, what its arguments do, or nothing on purpose. */
export type Asks = GuardFact['kind'] | 'arguments' | 'nobody'

/** How a library writes controllers as classes with decorators. */
export interface ControllerLibrary {
  readonly framework: string
  readonly package: RegExp
  /** Decorators of a class that make it a controller; null where its methods suffice. */
  readonly controller: RegExp | null
  readonly verbs: Readonly<Record<string, string | undefined>>
  readonly asks: (decorator: string) => Asks | null
  readonly template: (path: string) => PathTemplate
  readonly checks: ParameterChecks
  /** Calls that put the controllers into an application, their first argument. */
  readonly mounts: RegExp
}

const VERBS = tableOf<string>({
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: 'ANY',
})

const LOWER_VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE' })

const ASKS = tableOf<Asks>({
  Authorized: 'authentication',
  UseBefore: 'arguments',
  Use: 'arguments',
  Security: 'authentication',
  NoSecurity: 'nobody',
  Middlewares: 'arguments',
  authenticate: 'authentication',
  'authenticate.skip': 'nobody',
  authorize: 'role',
  'authorize.skip': 'nobody',
  'authorize.allowAll': 'nobody',
  'authorize.allowAuthenticated': 'authentication',
  'authorize.denyAll': 'role',
  intercept: 'arguments',
})

const asks = (decorator: string): Asks | null => ASKS[decorator] ?? null

export const CONTROLLER_LIBRARIES: readonly ControllerLibrary[] = [
  {
    framework: 'routing-controllers',
    package: /^routing-controllers\./,
    controller: /^(?:Json)?Controller$/,
    verbs: VERBS,
    asks,
    template: colonTemplate,
    checks: { hasValidation: true, extra: 'kept' },
    mounts: /^(?:useExpressServer|useKoaServer)$/,
  },
  {
    framework: 'tsoa',
    package: /^(?:tsoa|@tsoa\/runtime)\./,
    controller: /^Route$/,
    verbs: VERBS,
    asks,
    template: (path) => (path.includes('{') ? braceTemplate(path) : colonTemplate(path)),
    checks: { hasValidation: true, extra: 'unknown', checksTypes: true },
    mounts: /^RegisterRoutes$/,
  },
  {
    framework: 'loopback',
    package: /^@loopback\/(?:rest|openapi-v3|authentication|authorization|core)\./,
    controller: null,
    verbs: LOWER_VERBS,
    asks,
    template: braceTemplate,
    checks: { hasValidation: true, extra: 'unknown', checksTypes: true },
    mounts: /^$/,
  },
]
