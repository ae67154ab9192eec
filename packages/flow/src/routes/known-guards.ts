import type { GuardFact } from '../facts.ts'
import { remembered } from '../remembered.ts'

/** What a guard of a library does, by its qualified name. */
export interface KnownGuard {
  readonly kind: GuardFact['kind']
  readonly proof: GuardFact['proof']
  /** The option that switches it off, with the value that does: `jwt_required(optional=True)`. */
  readonly offWhen?: readonly [option: string, value: boolean]
  /** Whether what it is called with are roles: `@Authorized('ADMIN')`. */
  readonly takesRoles?: true
}

/** Whether everybody passes this guard, be it by mistake or by a decision that the source states. */
export function admitsEverybody({ proof }: Pick<GuardFact, 'proof'>): boolean {
  return proof === 'never-refuses' || proof === 'declared-open'
}

const AUTHENTICATES: KnownGuard = { kind: 'authentication', proof: 'refuses' }
const SIGNED: KnownGuard = { kind: 'signature', proof: 'refuses' }
const ROLE: KnownGuard = { kind: 'role', proof: 'refuses' }

/** Guards of libraries, whose code is not in the tree. Names as `denote` makes them: module path, then the attribute. */
export const KNOWN_GUARDS: ReadonlyMap<string, KnownGuard> = new Map(
  Object.entries({
    'flask_login.login_required': AUTHENTICATES,
    'flask_login.utils.login_required': AUTHENTICATES,
    'flask_login.fresh_login_required': AUTHENTICATES,
    'flask_jwt_extended.jwt_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_jwt_extended.view_decorators.jwt_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_jwt_extended.fresh_jwt_required': AUTHENTICATES,
    'flask_jwt_extended.jwt_refresh_token_required': AUTHENTICATES,
    'flask_jwt_extended.jwt_optional': { kind: 'authentication', proof: 'never-refuses' },
    'flask_jwt_extended.verify_jwt_in_request': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_jwt.jwt_required': AUTHENTICATES,
    'flask_security.auth_required': AUTHENTICATES,
    'flask_security.login_required': AUTHENTICATES,
    'flask_security.auth_token_required': AUTHENTICATES,
    'flask_security.http_auth_required': AUTHENTICATES,
    'flask_security.roles_required': ROLE,
    'flask_security.roles_accepted': ROLE,
    'flask_security.permissions_required': ROLE,
    'flask_security.permissions_accepted': ROLE,
    'flask_principal.Permission().require': ROLE,
    'flask_httpauth.HTTPBasicAuth().login_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_httpauth.HTTPTokenAuth().login_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_httpauth.HTTPDigestAuth().login_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_httpauth.MultiAuth().login_required': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'flask_oidc.OpenIDConnect().require_login': AUTHENTICATES,
    'flask_oidc.OpenIDConnect().accept_token': AUTHENTICATES,
    'flask_basicauth.BasicAuth().required': AUTHENTICATES,
    'authlib.integrations.flask_oauth2.ResourceProtector().__call__': AUTHENTICATES,

    'django.contrib.auth.decorators.login_required': AUTHENTICATES,
    'django.contrib.auth.decorators.permission_required': ROLE,
    'django.contrib.auth.decorators.user_passes_test': ROLE,
    'django.contrib.admin.views.decorators.staff_member_required': ROLE,
    'django.contrib.auth.mixins.LoginRequiredMixin': AUTHENTICATES,
    'django.contrib.auth.mixins.PermissionRequiredMixin': ROLE,
    'django.contrib.auth.mixins.UserPassesTestMixin': ROLE,
    'django.contrib.auth.middleware.LoginRequiredMiddleware': AUTHENTICATES,
    'django.core.signing.TimestampSigner().unsign': SIGNED,
    'django.core.signing.TimestampSigner().unsign_object': SIGNED,
    'django.core.signing.Signer().unsign': SIGNED,
    'django.core.signing.Signer().unsign_object': SIGNED,
    'django.core.signing.loads': SIGNED,
    'django.contrib.auth.tokens.default_token_generator.check_token': SIGNED,
    'django.contrib.auth.tokens.PasswordResetTokenGenerator().check_token': SIGNED,
    'itsdangerous.URLSafeTimedSerializer().loads': SIGNED,
    'itsdangerous.URLSafeSerializer().loads': SIGNED,
    'blacksheep.server.authorization.auth': AUTHENTICATES,
    'blacksheep.auth': AUTHENTICATES,
    'rest_framework.permissions.IsAuthenticated': AUTHENTICATES,
    'rest_framework.permissions.IsAdminUser': ROLE,
    'rest_framework.permissions.DjangoModelPermissions': ROLE,
    'rest_framework.permissions.DjangoObjectPermissions': ROLE,
    'rest_framework.permissions.IsAuthenticatedOrReadOnly': AUTHENTICATES,
    'rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly': ROLE,
    'rest_framework.permissions.AllowAny': { kind: 'authentication', proof: 'declared-open' },

    'ninja.security.django_auth': AUTHENTICATES,
    'ninja.security.django_auth_superuser': ROLE,
    'ninja.security.django_auth_is_staff': ROLE,
    'ninja.security.SessionAuth': AUTHENTICATES,
    'ninja.security.SessionAuthSuperUser': ROLE,
    'ninja.security.SessionAuthIsStaff': ROLE,
    'ninja_jwt.authentication.JWTAuth': AUTHENTICATES,
    'ninja_jwt.authentication.AsyncJWTAuth': AUTHENTICATES,

    'fastapi.security.OAuth2PasswordBearer()': { ...AUTHENTICATES, proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.OAuth2AuthorizationCodeBearer()': { ...AUTHENTICATES, proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.HTTPBearer()': { ...AUTHENTICATES, proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.HTTPBasic()': { ...AUTHENTICATES, proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.APIKeyHeader()': { kind: 'api-key', proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.APIKeyCookie()': { kind: 'api-key', proof: 'named', offWhen: ['auto_error', false] },
    'fastapi.security.APIKeyQuery()': { kind: 'api-key', proof: 'named', offWhen: ['auto_error', false] },
    'fastapi_users.FastAPIUsers().current_user': { ...AUTHENTICATES, offWhen: ['optional', true] },
    'starlette.authentication.requires': ROLE,

    'quart_auth.login_required': AUTHENTICATES,
    'quart_jwt_extended.jwt_required': AUTHENTICATES,
    'flask_praetorian.auth_required': AUTHENTICATES,
    'flask_praetorian.roles_required': ROLE,
    'flask_praetorian.roles_accepted': ROLE,
    'aiohttp_security.login_required': AUTHENTICATES,
    'aiohttp_security.has_permission': ROLE,
    'aiohttp_security.check_authorized': AUTHENTICATES,
    'aiohttp_security.check_permission': ROLE,
    'aiohttp_jwt.JWTMiddleware': { ...AUTHENTICATES, offWhen: ['credentials_required', false] },
    'aiohttp_jwt.login_required': AUTHENTICATES,
    'aiohttp_jwt.check_permissions': ROLE,
    'aiohttp_basicauth.BasicAuthMiddleware': { ...AUTHENTICATES, offWhen: ['force', false] },
    'sanic_jwt.protected': AUTHENTICATES,
    'sanic_jwt.decorators.protected': AUTHENTICATES,
    'sanic_jwt.scoped': ROLE,
    'sanic_jwt_extended.jwt_required': AUTHENTICATES,
    'tornado.web.authenticated': AUTHENTICATES,
    'bottle.auth_basic': AUTHENTICATES,
    'falcon_auth.FalconAuthMiddleware': AUTHENTICATES,
    'litestar.security.jwt.JWTAuth().on_app_init': AUTHENTICATES,
    'litestar.security.jwt.JWTCookieAuth().on_app_init': AUTHENTICATES,
    'litestar.security.jwt.OAuth2PasswordBearerAuth().on_app_init': AUTHENTICATES,
    'litestar.security.session_auth.SessionAuth().on_app_init': AUTHENTICATES,

    'graphql_jwt.decorators.login_required': AUTHENTICATES,
    'graphql_jwt.decorators.staff_member_required': ROLE,
    'graphql_jwt.decorators.superuser_required': ROLE,
    'graphql_jwt.decorators.permission_required': ROLE,
    'graphql_jwt.decorators.user_passes_test': ROLE,
    'strawberry_django.permissions.IsAuthenticated': AUTHENTICATES,

    'type-graphql.Authorized': { ...AUTHENTICATES, takesRoles: true },
    'passport.authenticate': AUTHENTICATES,
    'koa-passport.authenticate': AUTHENTICATES,
    'express-jwt': { ...AUTHENTICATES, offWhen: ['credentialsRequired', false] },
    'express-jwt.expressjwt': { ...AUTHENTICATES, offWhen: ['credentialsRequired', false] },
    'express-oauth2-jwt-bearer.auth': { ...AUTHENTICATES, offWhen: ['authRequired', false] },
    'express-oauth2-jwt-bearer.requiredScopes': ROLE,
    'express-oauth2-jwt-bearer.claimCheck': ROLE,
    'express-openid-connect.requiresAuth': AUTHENTICATES,
    'express-openid-connect.auth': { ...AUTHENTICATES, offWhen: ['authRequired', false] },
    'express-basic-auth': AUTHENTICATES,
    'connect-ensure-login.ensureLoggedIn': AUTHENTICATES,
    '@clerk/express.requireAuth': AUTHENTICATES,
    '@clerk/clerk-sdk-node.ClerkExpressRequireAuth': AUTHENTICATES,
    '@assay/kit.authenticate': AUTHENTICATES,
    'koa-jwt': { ...AUTHENTICATES, offWhen: ['passthrough', true] },
    'koa-basic-auth': AUTHENTICATES,
    'hono/jwt.jwt': AUTHENTICATES,
    'hono/jwk.jwk': { ...AUTHENTICATES, offWhen: ['allow_anon', true] },
    'hono/bearer-auth.bearerAuth': { kind: 'api-key', proof: 'refuses' },
    'hono/basic-auth.basicAuth': AUTHENTICATES,
    'hono/ip-restriction.ipRestriction': { kind: 'ip', proof: 'refuses' },
    '@nestjs/passport.AuthGuard': AUTHENTICATES,
    'nest-keycloak-connect.AuthGuard': AUTHENTICATES,
    'nest-keycloak-connect.RoleGuard': ROLE,
    '@hono/clerk-auth.clerkMiddleware': { kind: 'authentication', proof: 'never-refuses' },
  } satisfies Record<string, KnownGuard>),
)

/** Methods of a request or an application that a plugin added, and that refuse by themselves. */
export const GUARD_METHODS: ReadonlyMap<string, KnownGuard> = new Map(
  Object.entries({
    jwtVerify: AUTHENTICATES,
    verify_jwt_in_request: AUTHENTICATES,
    keycloakProtect: AUTHENTICATES,
  } satisfies Record<string, KnownGuard>),
)

/** Middleware that guards nothing, however its name sounds. */
export const NEVER_GUARDS: ReadonlySet<string> = new Set([
  'express.json',
  'express.urlencoded',
  'express.static',
  'express.raw',
  'express.text',
  'body-parser',
  'body-parser.json',
  'body-parser.urlencoded',
  'cors',
  'helmet',
  'morgan',
  'compression',
  'cookie-parser',
  'express-session',
  'cookie-session',
  'method-override',
  'serve-favicon',
  'serve-static',
  'passport.initialize',
  'passport.session',
  'connect-flash',
  'express-fileupload',
  'multer',
  'pino-http',
  'hpp',
  'response-time',
  'express-mongo-sanitize',
  'xss-clean',
  'csurf',
  'csrf-csrf.doubleCsrf',
  'express-rate-limit',
  'express-rate-limit.rateLimit',
  'koa-bodyparser',
  '@koa/cors',
  'koa-logger',
  'koa-helmet',
  'koa-session',
  'koa-static',
  'hono/cors.cors',
  'hono/logger.logger',
  'hono/secure-headers.secureHeaders',
  'hono/csrf.csrf',
  'hono/compress.compress',
  'hono/etag.etag',
  'hono/body-limit.bodyLimit',
  'hono/timeout.timeout',
  'swagger-ui-express.setup',
  'swagger-ui-express.serve',
  'express-async-errors',
  '@elysiajs/jwt.jwt',
  '@elysiajs/bearer.bearer',
  '@elysiajs/jwt',
  '@elysiajs/bearer',
  '@fastify/jwt',
  '@hapi/jwt',
])

const WORDS = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()

const ROLE_NAME =
  /(?:^|_)(?:admins?|administrators?|roles?|permissions?|perms?|authori[sz]e|authori[sz]ation|superuser|staff|can|scopes?|privileges?|acl|rbac|abilities|policies|policy|manager|moderator)(?:_|$)/
const OWNER_NAME = /(?:^|_)(?:owners?|ownership|tenant|member|membership|own|author)(?:_|$)/
const API_KEY_NAME = /(?:^|_)(?:api_?keys?|apikey|x_api_key|service_token|shared_secret)(?:_|$)/
const SIGNATURE_NAME = /(?:^|_)(?:signatures?|hmac|webhook|signed(?!_in))(?:_|$)/
const IP_NAME = /(?:^|_)(?:ip|ips|allow_?list|whitelist|internal|localhost)(?:_|$)/
const AUTH_NAME =
  /(?:^|_)(?:auth|authn|authenticated?|authentication|authenticator|logged|login|jwt|bearer|protect|protected|secured?|signed_in|sign_in|current_user|user_required|require_user|get_user|verify_user|identity|guard|passport|oauth2?|keycloak)(?:_|$)/
/** Words that name a guard only beside one that demands something: `get_session` opens a database, `require_session` guards. */
const DEMANDED = /(?:^|_)(?:session|token|tokens|user|users|credentials|member|account|guest|principal)(?:_|$)/
const DEMANDS =
  /(?:^|_)(?:require|requires|required|verify|verified|check|checks|ensure|must|needs?|only|is|has|validated|current|authorize|enforce|assert|restrict|deny|block)(?:_|$)/
const NO_GUARD_NAME =
  /(?:^|_)(?:csrf|xsrf|rate|limit|limiter|throttle|cors|headers|parser|log|logger|logging|validate|validator|schema|cache|optional|maybe|error|handler_error|upload|compress|static|helmet|sanitize|sanitizer|generate|create|sign|issue|set|save|store|init|initialize|config|configure|public|skip|without|no|not|allow_any|anonymous|transaction|template|render|time|timer|async|wrap|catch)(?:_|$)/

/** `Permissions.FILES_UPLOAD.require`, `require_create_permission`: a right is demanded, whatever it is called. */
const DEMANDED_RIGHT =
  /^(?:require|requires|ensure|check|assert|enforce|needs?)_(?:\w+_)?(?:permissions?|roles?|scopes?|privileges?)_*$|(?:^|_)(?:permissions?|roles?|scopes?|privileges?)_(?:\w+_)?require[sd]?(?:_\d+)?_*$/
const NOT_DEMANDED = /(?:^|_)(?:optional|maybe|skip|without|no|not|public|anonymous|allow_any)(?:_|$)/

/** `current_member_id`, `get_current_household`: whoever calls, whatever the application calls them. */
const CALLER_NAME =
  /(?:^|_)(?:get_|require_)?(?:current|authenticated|signed_in|logged_in)_(?!settings|config|time|date|day|locale|language|version|app|theme|currency|page|thread|loop|span|trace|db|connection|site|url|path|request|session|season|price|rate|status|state|stock|year|month|week)[a-z]+(?:_id)?$/
/** `get_policy_service`, `permission_repository`: what gives an object of that name asks nobody anything. */
const GIVES_OBJECT =
  /_(?:service|repository|repo|store|client|gateway|factory|provider|loader|cache|queue|pool|engine|dao|adapter|storage|bus|publisher|api|settings|database|connection_manager|session_manager|cache_manager)$/

/** What kind of guard a name promises; null when it promises none. */
export const guardKindOfName = remembered((name): GuardFact['kind'] | null => {
  const words = WORDS(name)
  if (GIVES_OBJECT.test(words)) return null
  if (DEMANDED_RIGHT.test(words) && !NOT_DEMANDED.test(words)) return 'role'
  if (NO_GUARD_NAME.test(words)) return null
  if (API_KEY_NAME.test(words)) return 'api-key'
  if (SIGNATURE_NAME.test(words)) return 'signature'
  if (ROLE_NAME.test(words)) return 'role'
  if (CALLER_NAME.test(words)) return 'authentication'
  if (OWNER_NAME.test(words)) return 'owner'
  if (AUTH_NAME.test(words) || (DEMANDED.test(words) && DEMANDS.test(words))) return 'authentication'
  return IP_NAME.test(words) ? 'ip' : null
})

/** Names that speak of the caller's identity: what a guard reads and an owner condition compares with. */
export const IDENTITY_NAME =
  /^(?:current_?user|current_?user_?id|logged_?in_?user|auth_?user|authenticated_?user|session_?(?:user|account|member)|req_?user|request_?user|jwt_?(?:identity|payload|claims)|identity|principal|claims|current_?tenant|caller|viewer|me|user_?session|current_?account|token_?(?:data|payload|user))$/i
