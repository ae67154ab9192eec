import type { ProbeName } from '../../model/facts/service.ts'
import type { Intensity } from '../../model/words.ts'
import { findHiddenParameters } from './hidden-parameters.ts'
import { type InjectionPoint, injectionPoints, withoutSamePages, withoutWholeNumbers } from './injection-points.ts'
import { probeAccountState } from './probes/account-state.ts'
import { probeAnonymousAccess } from './probes/anonymous-access.ts'
import { probeApiKeys } from './probes/api-keys.ts'
import { probeBoughtAtOnce } from './probes/bought-at-once.ts'
import { probeBusinessRaces } from './probes/business-races.ts'
import { probeCaching, probeCompression } from './probes/caching.ts'
import { probeClaims } from './probes/claim-races.ts'
import { probeClaimedAtLogin } from './probes/claimed-at-login.ts'
import { probeClaimedRoles } from './probes/claimed-roles.ts'
import { probeClosedAccount } from './probes/closed-account.ts'
import { probeContentTypes } from './probes/content-types.ts'
import { probeCors } from './probes/cors.ts'
import { probeCsrf } from './probes/csrf.ts'
import { probeDataExposure } from './probes/data-exposure.ts'
import { probeDefaultCredentials } from './probes/default-credentials.ts'
import { probeDeserialization } from './probes/deserialization.ts'
import { probeEnumeration } from './probes/enumeration.ts'
import { probeErrors, probeListeners, probeMetErrors } from './probes/errors-and-logs.ts'
import { probeExposure } from './probes/exposure.ts'
import { probeFunctionAccess } from './probes/function-access.ts'
import { probeGraphql } from './probes/graphql.ts'
import { probeHandedTokens } from './probes/handed-tokens.ts'
import { probeHeaderTrust } from './probes/header-trust.ts'
import { probeHealth } from './probes/health.ts'
import { probeHostHeader } from './probes/host-header.ts'
import { probeIssuedCodes } from './probes/issued-codes.ts'
import { probeLimits } from './probes/limits.ts'
import { probeLoginThrottle } from './probes/login-throttle.ts'
import { probeMarkers } from './probes/markers.ts'
import { probeMassAssignment } from './probes/mass-assignment.ts'
import { probeMethods } from './probes/methods.ts'
import { probeNegativeAmounts } from './probes/negative-amounts.ts'
import { probeNosqlInjection } from './probes/nosql-injection.ts'
import { probeObjectAccess } from './probes/object-access.ts'
import { probeOldVersions } from './probes/old-versions.ts'
import { awaitDeadlines } from './probes/outgoing-deadlines.ts'
import { probeOutgoingMail } from './probes/outgoing-mail.ts'
import { probeOwnBalances } from './probes/own-balance-races.ts'
import { probeOwnProposals } from './probes/own-proposals.ts'
import { probePageHeaders } from './probes/page-headers.ts'
import { probePageOnlyRoles } from './probes/page-only-roles.ts'
import { probePagination } from './probes/pagination.ts'
import { probePaidTwice } from './probes/paid-twice.ts'
import { probePasswordPolicy } from './probes/password-policy.ts'
import { probePasswordsInUrl } from './probes/passwords-in-url.ts'
import { probePathTraversal } from './probes/path-traversal.ts'
import { probePrototypePollution } from './probes/prototype-pollution.ts'
import { probeRaisingActs } from './probes/raising-acts.ts'
import { probeReflection } from './probes/reflection.ts'
import { probeRegisterRace } from './probes/register-race.ts'
import { probeRegularExpressions } from './probes/regular-expressions.ts'
import { probeRequestSmuggling } from './probes/request-smuggling.ts'
import { probeResetCodes } from './probes/reset-codes.ts'
import { probeSchemaValidation } from './probes/schema-validation.ts'
import { probeServerSideRequests } from './probes/server-side-requests.ts'
import { probeServiceLog } from './probes/service-log.ts'
import { probeSessionCookies } from './probes/session-cookies.ts'
import { probeSessions } from './probes/sessions.ts'
import { probeSizeLimits } from './probes/size-limits.ts'
import { probeSlowClients } from './probes/slow-clients.ts'
import { probeSqlInjection } from './probes/sql-injection.ts'
import { probeStaleProfile } from './probes/stale-profile.ts'
import { probeTenants } from './probes/tenants.ts'
import { probeTokens } from './probes/tokens.ts'
import { probeCredentialsInUrl } from './probes/tokens-in-addresses.ts'
import { probeToldStrangers } from './probes/told-strangers.ts'
import { probeTransport } from './probes/transport.ts'
import { probeTypeHandling } from './probes/type-handling.ts'
import { probeFileUpload } from './probes/uploads.ts'
import { probeUsedLater } from './probes/used-later.ts'
import { probeWebsocket } from './probes/websocket.ts'
import { probeXmlEntities } from './probes/xml-entities.ts'
import type { Probing } from './probing.ts'

/** Probes that are run together. */
export interface Family {
  readonly title: string
  readonly probes: readonly ProbeName[]
  /** Facts of later families that it prepares. */
  readonly prepares?: readonly ProbeName[]
  /** The least intensity at which it runs. */
  readonly intensity: Intensity
  readonly run: (probing: Probing) => Promise<void> | void
  /** Trips limiters, locks accounts or ends sessions: what times the service comes before. */
  readonly isDisturbing?: true
  /** Asks at every injection point, and may use a part of the time that is left: others come after it. */
  readonly isBroad?: true
}

/** The part of the time that is left which a broad family may take: after five of them a quarter of it is there still. */
export const BROAD_SHARE = 0.25

/** A probe of every injection point. */
const atPoints =
  (probe: (probing: Probing, points: readonly InjectionPoint[]) => Promise<void>) =>
  async (probing: Probing): Promise<void> =>
    probe(probing, withoutSamePages(withoutWholeNumbers(probing, await injectionPoints(probing))))

/** In the order in which they run: what trips limiters, locks accounts or ends sessions comes last. */
export const FAMILIES: readonly Family[] = [
  // Who administers the service makes what users order from then on.
  { title: 'default credentials', probes: ['defaultCredentials'], intensity: 'active', run: probeDefaultCredentials },
  {
    title: 'anonymous access',
    probes: ['anonymousAccess'],
    intensity: 'safe',
    run: async (probing) => {
      await probeAnonymousAccess(probing)
      await probeHeaderTrust(probing)
    },
  },
  { title: 'protected fields', probes: ['massAssignment'], intensity: 'active', run: probeMassAssignment },
  {
    title: 'operations of administrators',
    probes: ['functionAccess'],
    intensity: 'safe',
    run: async (probing) => {
      await probeRaisingActs(probing)
      await probeFunctionAccess(probing)
      await probeClaimedRoles(probing)
      await probeClaimedAtLogin(probing)
      await probePageOnlyRoles(probing)
      await probeOwnProposals(probing)
    },
  },
  { title: 'objects of other users', probes: ['objectAccess'], intensity: 'active', run: probeObjectAccess },
  { title: 'members of what is shared', probes: ['functionAccess'], intensity: 'active', run: probeTenants },
  { title: 'hidden parameters', probes: [], intensity: 'active', run: findHiddenParameters },
  {
    title: 'addresses that the service asks',
    probes: ['serverSideRequests'],
    prepares: ['outgoingCalls'],
    intensity: 'active',
    run: atPoints(probeServerSideRequests),
    isBroad: true,
  },
  { title: 'headers of each kind of answer', probes: ['pageHeaders'], intensity: 'safe', run: probePageHeaders },
  { title: 'origins', probes: ['cors'], intensity: 'safe', run: probeCors },
  {
    title: 'tokens',
    probes: ['tokenMutation', 'tokenAlgorithm', 'tokenLifetime', 'tokenUse', 'secretStrength'],
    intensity: 'safe',
    run: probeTokens,
  },
  {
    title: 'what should not be served',
    probes: ['exposedPaths', 'metricsEndpoints', 'docsExposure', 'debugMode'],
    intensity: 'safe',
    run: async (probing) => {
      await probeExposure(probing)
      await probeOutgoingMail(probing)
    },
  },
  {
    title: 'secret fields in answers',
    probes: ['dataExposure'],
    intensity: 'safe',
    run: async (probing) => {
      await probeDataExposure(probing)
      await probeToldStrangers(probing)
    },
  },
  { title: 'methods', probes: ['methods'], intensity: 'safe', run: probeMethods },
  { title: 'cookies', probes: ['sessionCookies'], intensity: 'safe', run: probeSessionCookies },
  { title: 'requests from other sites', probes: ['csrf'], intensity: 'active', run: probeCsrf },
  { title: 'host header', probes: ['hostHeader'], intensity: 'safe', run: probeHostHeader },
  {
    title: 'caching',
    probes: ['caching'],
    intensity: 'safe',
    run: async (probing) => {
      await probeCaching(probing)
      await probeStaleProfile(probing)
    },
  },
  { title: 'compression', probes: ['compression'], intensity: 'safe', run: probeCompression },
  { title: 'pagination', probes: ['pagination'], intensity: 'safe', run: probePagination },
  { title: 'health', probes: ['healthEndpoints'], intensity: 'safe', run: probeHealth },
  { title: 'old versions', probes: ['oldVersions'], intensity: 'safe', run: probeOldVersions },
  {
    title: 'credentials in the address',
    probes: ['credentialsInUrl'],
    intensity: 'safe',
    run: async (probing) => {
      await probePasswordsInUrl(probing)
      await probeCredentialsInUrl(probing)
    },
  },
  { title: 'WebSockets', probes: ['websocket'], intensity: 'safe', run: probeWebsocket },
  { title: 'transport', probes: ['tls', 'plainHttp'], intensity: 'safe', run: probeTransport },
  { title: 'SQL injection', probes: ['sqlInjection'], intensity: 'active', run: atPoints(probeSqlInjection), isBroad: true },
  {
    title: 'commands, templates and expressions',
    probes: ['commandInjection', 'templateInjection', 'dynamicCode'],
    intensity: 'active',
    run: atPoints(probeMarkers),
    isBroad: true,
  },
  {
    title: 'values that are used later',
    probes: [],
    prepares: ['sqlInjection', 'templateInjection', 'serverSideRequests'],
    intensity: 'active',
    run: probeUsedLater,
  },
  { title: 'paths', probes: ['pathTraversal'], intensity: 'active', run: atPoints(probePathTraversal), isBroad: true },
  {
    title: 'reflection',
    probes: ['crossSiteScripting', 'headerInjection', 'openRedirect'],
    intensity: 'active',
    run: atPoints(probeReflection),
    isBroad: true,
  },
  { title: 'serialised objects', probes: ['deserialization'], intensity: 'active', run: atPoints(probeDeserialization), isBroad: true },
  {
    title: 'operators of document databases',
    probes: ['nosqlInjection'],
    intensity: 'active',
    run: atPoints(probeNosqlInjection),
    isBroad: true,
  },
  { title: 'XML', probes: ['xmlEntities'], intensity: 'active', run: probeXmlEntities },
  { title: 'uploads', probes: ['fileUpload'], intensity: 'active', run: probeFileUpload },
  { title: 'GraphQL', probes: ['graphql'], intensity: 'safe', run: probeGraphql },
  {
    title: 'wrong types',
    probes: ['typeHandling'],
    intensity: 'active',
    run: async (probing) => probeTypeHandling(probing, await injectionPoints(probing)),
    isBroad: true,
  },
  {
    title: 'schemas',
    probes: ['schemaValidation'],
    intensity: 'active',
    run: async (probing) => {
      await probeSchemaValidation(probing)
      await probeNegativeAmounts(probing)
    },
  },
  { title: 'content types', probes: ['contentTypes'], intensity: 'active', run: probeContentTypes },
  {
    title: 'errors',
    probes: ['errorCorpus'],
    intensity: 'safe',
    run: async (probing) => {
      await probeErrors(probing)
      probeMetErrors(probing)
    },
  },
  { title: 'sizes', probes: ['sizeLimits'], intensity: 'active', run: probeSizeLimits },
  { title: 'patterns on input', probes: ['redos'], intensity: 'active', run: atPoints(probeRegularExpressions), isBroad: true },
  { title: 'tokens in answers', probes: [], prepares: ['tokenUse'], intensity: 'active', run: probeHandedTokens },
  { title: 'API keys', probes: ['apiKeys'], intensity: 'active', run: probeApiKeys },
  { title: 'users that exist', probes: ['enumeration'], intensity: 'active', run: probeEnumeration, isDisturbing: true },
  { title: 'passwords', probes: ['passwordPolicy'], intensity: 'active', run: probePasswordPolicy, isDisturbing: true },
  {
    title: 'registrations at once',
    probes: ['raceConditions'],
    intensity: 'active',
    run: async (probing) => {
      await probeRegisterRace(probing)
      await probeBusinessRaces(probing)
      await probeClaims(probing)
      await probeIssuedCodes(probing)
      await probeBoughtAtOnce(probing)
      await probeOwnBalances(probing)
      await probePaidTwice(probing)
    },
    isDisturbing: true,
  },
  {
    title: 'disabled users',
    probes: ['accountState'],
    intensity: 'active',
    run: async (probing) => {
      await probeAccountState(probing)
      await probeClosedAccount(probing)
    },
    isDisturbing: true,
  },
  { title: 'refresh and logout', probes: ['refreshRotation', 'revocation'], intensity: 'active', run: probeSessions, isDisturbing: true },
  {
    title: 'login throttle',
    probes: ['loginThrottle', 'accountLockout'],
    intensity: 'active',
    run: async (probing) => {
      await probeLoginThrottle(probing)
      await probeResetCodes(probing)
    },
    isDisturbing: true,
  },
  {
    title: 'rate limits',
    probes: ['rateLimit', 'rateSpoofing', 'rateRecovery', 'rateKeying', 'burstImpact'],
    intensity: 'active',
    run: probeLimits,
    isDisturbing: true,
  },
  { title: 'prototype pollution', probes: ['prototypePollution'], intensity: 'safe', run: probePrototypePollution, isDisturbing: true },
  { title: 'ambiguous requests', probes: ['requestSmuggling'], intensity: 'intrusive', run: probeRequestSmuggling },
  {
    title: 'slow clients',
    probes: ['slowClients'],
    intensity: 'intrusive',
    run: (probing) => probeSlowClients(probing),
    isDisturbing: true,
  },
  { title: 'deadlines of calls to others', probes: ['outgoingCalls'], intensity: 'active', run: awaitDeadlines },
  { title: 'log', probes: ['serviceLog'], intensity: 'active', run: probeServiceLog },
  { title: 'sockets', probes: ['listeners'], intensity: 'safe', run: probeListeners },
]
