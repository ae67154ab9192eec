import type { RouteFact } from '../facts.ts'
import { isProcedure } from './procedure-node.ts'

type Purpose = RouteFact['purpose']

/** What a path, as words, says of a route's part in the life of a user; the first that fits decides. */
const BY_PATH: readonly (readonly [Purpose, RegExp])[] = [
  [
    'password-reset',
    /\b(?:forgot|reset|recover|forgotten|lost)[-_ ]?(?:your[-_ ]?)?(?:password|pass|pwd)|password[-_ ]?(?:reset|forgot|recovery)|\bforgot(?:ten)?\b|\b(?:accounts?|auth|identity|credentials?) (?:reset|renew|recover)$|\b(?:request|finish|complete|confirm)[-_ ]reset$/,
  ],
  ['refresh', /\brefresh(?:[-_ ]?(?:token|session|jwt))?$|\b(?:token|auth|session|jwt)s? refresh\b|\brenew[-_ ]?token\b/],
  ['logout', /\b(?:log|sign)[-_ ]?out\b|\bsessions? (?:end|revoke|terminate|invalidate)$/],
  ['register', /\b(?:register|registration|sign[-_ ]?up|create[-_ ]?account)\b|^(?:api |v\d )*account$/],
  [
    'login',
    /\b(?:log|sign)[-_ ]?in\b|\bauthenticate\b|\b(?:auth|oauth|oauth2|jwt|api)[-_ ]tokens?(?: create| obtain)?$|^(?:v\d )?tokens?$|\btokens? obtain\b|\bobtain[-_ ]token\b|\b(?:auth|user|users|account) session$/,
  ],
  ['admin', /\b(?:admin|administration|backoffice|back[-_ ]office|superuser|staff)\b/],
  [
    'health',
    /\b(?:health|healthz|health[-_ ]?check|livez?|liveness|readyz?|readiness|ping|heartbeat|status)$|\bhealth (?:live|ready|db|check)\b|^(?:_ah )?health\b/,
  ],
  ['metrics', /\b(?:metrics|prometheus)$/],
  ['docs', /^(?:v\d |api )*(?:docs?|redoc|swagger|swagger[-_ ]ui|openapi(?:\.\w+)?|api[-_ ]docs?|schema|graphiql)\b/],
  ['static', /^(?:static|assets|public|favicon\.ico|robots\.txt|media|images|css|js)\b/],
  ['upload', /\b(?:uploads?|avatar|attachments?|import[-_ ]file)$/],
]

const BY_HANDLER: readonly (readonly [Purpose, RegExp])[] = [
  ['password-reset', /(?:forgot|reset|recover)(?:your)?_?(?:password|pwd)|password_?reset/],
  ['refresh', /^(?:token_?)?refresh_?(?:access_?)?(?:token|session|tokens)?$/],
  ['logout', /^(?:user_?|do_?|handle_?)?(?:log|sign)_?out(?:_?user|_?view|_?handler)?$/],
  ['register', /^(?:user_?|do_?|handle_?)?(?:register|sign_?up|create_?account)(?:_?user|_?view|_?handler)?$/],
  [
    'login',
    /^(?:user_?|do_?|handle_?)?(?:log|sign)_?in(?:_?use?r|_?(?:by|with|via)_\w+|_?view|_?handler|_?for_?access_?token|_?access_?token)?$|^authenticate$|^obtain_?(?:auth_?)?token$/,
  ],
  ['health', /^(?:health|healthz|health_?check|ping|liveness|readiness)$/],
  ['metrics', /^(?:metrics|prometheus_?metrics)$/],
  ['upload', /^(?:upload|handle_?upload|upload_?(?:file|image|avatar|photo|document)s?)$/],
]

/** What every page of a browser brings along, whatever part of the application it belongs to. */
const ASSET = /\/[\w.-]+\.(?:css|js|mjs|map|svg|png|gif|jpe?g|webp|ico|woff2?|ttf|webmanifest)$/i

const OWN_ACCOUNT = /^(?:api |v\d )*account$/
const READ_ONLY = new Set<Purpose>(['health', 'metrics', 'docs', 'static'])

/** The part a route plays in the life of a user or of the service, from its path, then from its handler's name. */
export function purposeOf(method: string, path: string, handler: string): Purpose {
  // The names of procedures are words written together: `adminFlagsRouter.setForAll`.
  const named = isProcedure(method) ? path.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[._]/g, ' ') : path
  const words = named
    .replace(/\{[^}]*\}/g, ' ')
    .split('/')
    .filter((part) => part.trim() !== '')
    .join(' ')
    .toLowerCase()
  if (method === 'GET' && ASSET.test(path)) return 'static'
  for (const [purpose, pattern] of BY_PATH) {
    if (!pattern.test(words)) continue
    if (READ_ONLY.has(purpose) && !/^(?:GET|HEAD|ANY)$/.test(method)) continue
    // What is taken back was given by a login; it is none.
    if (purpose === 'login' && (method === 'DELETE' || method === 'PATCH')) continue
    if (purpose === 'upload' && (method === 'GET' || method === 'DELETE' || method === 'HEAD')) continue
    if (purpose === 'register' && method === 'GET' && /\bregister\b.+/.test(words)) continue
    // `/account` is shown and changed by whose it is.
    if (purpose === 'register' && OWN_ACCOUNT.test(words) && method !== 'POST') continue
    return purpose
  }
  const name = handler
    .slice(handler.lastIndexOf('.') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
  for (const [purpose, pattern] of BY_HANDLER) {
    if (pattern.test(name) && (!READ_ONLY.has(purpose) || /^(?:GET|HEAD|ANY)$/.test(method))) return purpose
  }
  return 'other'
}

/** What a path alone takes for a way in, and who is let in and what is sent show to be something of the caller's own: `POST /account`, `POST /me/tokens`. */
export function purposeOfCaller(purpose: Purpose, { path, isSignedIn, fields }: PurposeHints): Purpose {
  if (!isSignedIn) return purpose
  if (purpose === 'register' && /(?:^|\/)account\/?$/i.test(path)) return 'other'
  if (purpose === 'login' && /\/tokens?\/?$/i.test(path) && !fields.some((name) => /pass|pwd|pin|secret|code/i.test(name))) return 'other'
  return purpose
}

export interface PurposeHints {
  readonly path: string
  /** A guard lets in only who has logged in. */
  readonly isSignedIn: boolean
  /** Names of the fields of the body. */
  readonly fields: readonly string[]
}
