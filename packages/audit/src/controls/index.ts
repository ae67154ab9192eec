// The one registry: every control of the catalogue, sorted by id.
import type { Control } from '../model/control.ts'
import { apiContentType } from './api/content-type.ts'
import { apiCors } from './api/cors.ts'
import { apiCsp } from './api/csp.ts'
import { apiCsrf } from './api/csrf.ts'
import { apiDocsExposure } from './api/docs-exposure.ts'
import { apiExposedInternals } from './api/exposed-internals.ts'
import { apiGraphqlLimits } from './api/graphql-limits.ts'
import { apiHttpMethods } from './api/http-methods.ts'
import { apiInventory } from './api/inventory.ts'
import { apiPagination } from './api/pagination.ts'
import { apiSecurityHeaders } from './api/security-headers.ts'
import { apiVersionDisclosure } from './api/version-disclosure.ts'
import { apiWebsocketOrigin } from './api/websocket-origin.ts'
import { authAccountLockout } from './auth/account-lockout.ts'
import { authAccountState } from './auth/account-state.ts'
import { authAlgAllowlist } from './auth/alg-allowlist.ts'
import { authApiKeyHygiene } from './auth/api-key-hygiene.ts'
import { authApiKeyRotation } from './auth/api-key-rotation.ts'
import { authDefaultCredentials } from './auth/default-credentials.ts'
import { authEnumeration } from './auth/enumeration.ts'
import { authJwtSecretStrength } from './auth/jwt-secret-strength.ts'
import { authLoginThrottle } from './auth/login-throttle.ts'
import { authMfa } from './auth/mfa.ts'
import { authPasswordHash } from './auth/password-hash.ts'
import { authPasswordPolicy } from './auth/password-policy.ts'
import { authRaceConditions } from './auth/race-conditions.ts'
import { authRefreshRotation } from './auth/refresh-rotation.ts'
import { authRequiredByDefault } from './auth/required-by-default.ts'
import { authRevocation } from './auth/revocation.ts'
import { authTokenClaims } from './auth/token-claims.ts'
import { authTokenExpiry } from './auth/token-expiry.ts'
import { authTokenSignature } from './auth/token-signature.ts'
import { authzExcessiveData } from './authz/excessive-data.ts'
import { authzFunctionLevel } from './authz/function-level.ts'
import { authzMassAssignment } from './authz/mass-assignment.ts'
import { authzObjectLevel } from './authz/object-level.ts'
import { cacheBounds } from './cache/bounds.ts'
import { cacheEffectiveness } from './cache/effectiveness.ts'
import { cacheInvalidation } from './cache/invalidation.ts'
import { cacheIsolation } from './cache/isolation.ts'
import { cacheStampede } from './cache/stampede.ts'
import { ciPipelineIntegrity } from './ci/pipeline-integrity.ts'
import { ciSecurityScan } from './ci/security-scan.ts'
import { configEnvironments } from './config/environments.ts'
import { configValidation } from './config/validation.ts'
import { containerBaseImage } from './container/base-image.ts'
import { containerHealthcheck } from './container/healthcheck.ts'
import { containerImageVulns } from './container/image-vulns.ts'
import { containerNoSecretsInImage } from './container/no-secrets-in-image.ts'
import { containerNonRoot } from './container/non-root.ts'
import { containerPrivileges } from './container/privileges.ts'
import { containerReadonlyRootfs } from './container/readonly-rootfs.ts'
import { containerResourceLimits } from './container/resource-limits.ts'
import { containerVolumes } from './container/volumes.ts'
import { dataCacheControl } from './data/cache-control.ts'
import { dataEncryptionAtRest } from './data/encryption-at-rest.ts'
import { dataHardcodedSecrets } from './data/hardcoded-secrets.ts'
import { dataSensitiveInUrl } from './data/sensitive-in-url.ts'
import { dataTrustBoundary } from './data/trust-boundary.ts'
import { dataWeakCrypto } from './data/weak-crypto.ts'
import { dataWeakRandom } from './data/weak-random.ts'
import { dbHardening } from './db/hardening.ts'
import { dbIndexes } from './db/indexes.ts'
import { dbIntegrity } from './db/integrity.ts'
import { dbLeastPrivilege } from './db/least-privilege.ts'
import { dbPool } from './db/pool.ts'
import { dbQueryLatency } from './db/query-latency.ts'
import { dbSlowQueryLog } from './db/slow-query-log.ts'
import { depsKnownVulns } from './deps/known-vulns.ts'
import { depsLicenses } from './deps/licenses.ts'
import { depsOutdated } from './deps/outdated.ts'
import { depsPinned } from './deps/pinned.ts'
import { depsRuntimeCost } from './deps/runtime-cost.ts'
import { depsSbom } from './deps/sbom.ts'
import { errorConsistentFormat } from './error/consistent-format.ts'
import { errorDebugOff } from './error/debug-off.ts'
import { errorHandlerCoverage } from './error/handler-coverage.ts'
import { errorNoLeakage } from './error/no-leakage.ts'
import { errorNoSwallowedExceptions } from './error/no-swallowed-exceptions.ts'
import { inputCommandInjection } from './input/command-injection.ts'
import { inputDeserialization } from './input/deserialization.ts'
import { inputDynamicCode } from './input/dynamic-code.ts'
import { inputFileUpload } from './input/file-upload.ts'
import { inputHeaderInjection } from './input/header-injection.ts'
import { inputLdapInjection } from './input/ldap-injection.ts'
import { inputNosqlInjection } from './input/nosql-injection.ts'
import { inputOpenRedirect } from './input/open-redirect.ts'
import { inputPathTraversal } from './input/path-traversal.ts'
import { inputPrototypePollution } from './input/prototype-pollution.ts'
import { inputRedos } from './input/redos.ts'
import { inputSchemaValidation } from './input/schema-validation.ts'
import { inputSizeLimits } from './input/size-limits.ts'
import { inputSqlInjection } from './input/sql-injection.ts'
import { inputSsrf } from './input/ssrf.ts'
import { inputTemplateInjection } from './input/template-injection.ts'
import { inputTypeHandling } from './input/type-handling.ts'
import { inputXmlEntities } from './input/xml-entities.ts'
import { inputXpathInjection } from './input/xpath-injection.ts'
import { inputXss } from './input/xss.ts'
import { logAuditTrail } from './log/audit-trail.ts'
import { logInjection } from './log/injection.ts'
import { logRedaction } from './log/redaction.ts'
import { logSecurityEvents } from './log/security-events.ts'
import { logStructured } from './log/structured.ts'
import { mlServing } from './ml/serving.ts'
import { netBindAddress } from './net/bind-address.ts'
import { netExposedPorts } from './net/exposed-ports.ts'
import { netSegmentation } from './net/segmentation.ts'
import { opsAlerting } from './ops/alerting.ts'
import { opsAuditCadence } from './ops/audit-cadence.ts'
import { opsBackupConfigured } from './ops/backup-configured.ts'
import { opsBackupRestoreTested } from './ops/backup-restore-tested.ts'
import { opsCapacity } from './ops/capacity.ts'
import { opsChangeManagement } from './ops/change-management.ts'
import { opsConfigDrift } from './ops/config-drift.ts'
import { opsDeployStrategy } from './ops/deploy-strategy.ts'
import { opsDocumentation } from './ops/documentation.ts'
import { opsDrPlan } from './ops/dr-plan.ts'
import { opsErrorTracking } from './ops/error-tracking.ts'
import { opsIncidentResponse } from './ops/incident-response.ts'
import { opsIntrusionDetection } from './ops/intrusion-detection.ts'
import { opsKpi } from './ops/kpi.ts'
import { opsLogAccess } from './ops/log-access.ts'
import { opsLogAggregation } from './ops/log-aggregation.ts'
import { opsMonitoring } from './ops/monitoring.ts'
import { opsOnCall } from './ops/on-call.ts'
import { opsPatchCadence } from './ops/patch-cadence.ts'
import { opsRiskRegister } from './ops/risk-register.ts'
import { opsRollbackTested } from './ops/rollback-tested.ts'
import { opsSlo } from './ops/slo.ts'
import { opsTestGate } from './ops/test-gate.ts'
import { opsTraining } from './ops/training.ts'
import { perfBlockingIo } from './perf/blocking-io.ts'
import { perfEndpointOutliers } from './perf/endpoint-outliers.ts'
import { perfErrorRate } from './perf/error-rate.ts'
import { perfExternalCalls } from './perf/external-calls.ts'
import { perfLatencyTail } from './perf/latency-tail.ts'
import { perfNPlusOne } from './perf/n-plus-one.ts'
import { perfSustainedStability } from './perf/sustained-stability.ts'
import { perfThroughput } from './perf/throughput.ts'
import { proxyCompression } from './proxy/compression.ts'
import { rateBurstProtection } from './rate/burst-protection.ts'
import { rateGlobalLimit } from './rate/global-limit.ts'
import { rateHeaders } from './rate/headers.ts'
import { rateKeying } from './rate/keying.ts'
import { rateRecovery } from './rate/recovery.ts'
import { rateSharedStore } from './rate/shared-store.ts'
import { rateSpoofResistance } from './rate/spoof-resistance.ts'
import { redisHardening } from './redis/hardening.ts'
import { resCpu } from './res/cpu.ts'
import { resIo } from './res/io.ts'
import { resMemory } from './res/memory.ts'
import { secretsEnvFiles } from './secrets/env-files.ts'
import { secretsGitHistory } from './secrets/git-history.ts'
import { secretsManager } from './secrets/manager.ts'
import { secretsRotation } from './secrets/rotation.ts'
import { serverDegradation } from './server/degradation.ts'
import { serverGracefulShutdown } from './server/graceful-shutdown.ts'
import { serverHealthEndpoints } from './server/health-endpoints.ts'
import { serverProduction } from './server/production.ts'
import { serverRequestSmuggling } from './server/request-smuggling.ts'
import { serverTimeouts } from './server/timeouts.ts'
import { serverWorkers } from './server/workers.ts'
import { sessionCookies } from './session/cookies.ts'
import { sessionLifetime } from './session/lifetime.ts'
import { tlsCertificate } from './tls/certificate.ts'
import { tlsCiphers } from './tls/ciphers.ts'
import { tlsEnforced } from './tls/enforced.ts'
import { tlsHsts } from './tls/hsts.ts'
import { tlsHttp2 } from './tls/http2.ts'
import { tlsInternal } from './tls/internal.ts'
import { tlsVerification } from './tls/verification.ts'
import { tlsVersions } from './tls/versions.ts'

export const CONTROLS: readonly Control[] = [
  apiContentType,
  apiCors,
  apiCsp,
  apiCsrf,
  apiDocsExposure,
  apiExposedInternals,
  apiGraphqlLimits,
  apiHttpMethods,
  apiInventory,
  apiPagination,
  apiSecurityHeaders,
  apiVersionDisclosure,
  apiWebsocketOrigin,
  authAccountLockout,
  authAccountState,
  authAlgAllowlist,
  authApiKeyHygiene,
  authApiKeyRotation,
  authDefaultCredentials,
  authEnumeration,
  authJwtSecretStrength,
  authLoginThrottle,
  authMfa,
  authPasswordHash,
  authPasswordPolicy,
  authRaceConditions,
  authRefreshRotation,
  authRequiredByDefault,
  authRevocation,
  authTokenClaims,
  authTokenExpiry,
  authTokenSignature,
  authzExcessiveData,
  authzFunctionLevel,
  authzMassAssignment,
  authzObjectLevel,
  cacheBounds,
  cacheEffectiveness,
  cacheInvalidation,
  cacheIsolation,
  cacheStampede,
  ciPipelineIntegrity,
  ciSecurityScan,
  configEnvironments,
  configValidation,
  containerBaseImage,
  containerHealthcheck,
  containerImageVulns,
  containerNoSecretsInImage,
  containerNonRoot,
  containerPrivileges,
  containerReadonlyRootfs,
  containerResourceLimits,
  containerVolumes,
  dataCacheControl,
  dataEncryptionAtRest,
  dataHardcodedSecrets,
  dataSensitiveInUrl,
  dataTrustBoundary,
  dataWeakCrypto,
  dataWeakRandom,
  dbHardening,
  dbIndexes,
  dbIntegrity,
  dbLeastPrivilege,
  dbPool,
  dbQueryLatency,
  dbSlowQueryLog,
  depsKnownVulns,
  depsLicenses,
  depsOutdated,
  depsPinned,
  depsRuntimeCost,
  depsSbom,
  errorConsistentFormat,
  errorDebugOff,
  errorHandlerCoverage,
  errorNoLeakage,
  errorNoSwallowedExceptions,
  inputCommandInjection,
  inputDeserialization,
  inputDynamicCode,
  inputFileUpload,
  inputHeaderInjection,
  inputLdapInjection,
  inputNosqlInjection,
  inputOpenRedirect,
  inputPathTraversal,
  inputPrototypePollution,
  inputRedos,
  inputSchemaValidation,
  inputSizeLimits,
  inputSqlInjection,
  inputSsrf,
  inputTemplateInjection,
  inputTypeHandling,
  inputXmlEntities,
  inputXpathInjection,
  inputXss,
  logAuditTrail,
  logInjection,
  logRedaction,
  logSecurityEvents,
  logStructured,
  mlServing,
  netBindAddress,
  netExposedPorts,
  netSegmentation,
  opsAlerting,
  opsAuditCadence,
  opsBackupConfigured,
  opsBackupRestoreTested,
  opsCapacity,
  opsChangeManagement,
  opsConfigDrift,
  opsDeployStrategy,
  opsDocumentation,
  opsDrPlan,
  opsErrorTracking,
  opsIncidentResponse,
  opsIntrusionDetection,
  opsKpi,
  opsLogAccess,
  opsLogAggregation,
  opsMonitoring,
  opsOnCall,
  opsPatchCadence,
  opsRiskRegister,
  opsRollbackTested,
  opsSlo,
  opsTestGate,
  opsTraining,
  perfBlockingIo,
  perfEndpointOutliers,
  perfErrorRate,
  perfExternalCalls,
  perfLatencyTail,
  perfNPlusOne,
  perfSustainedStability,
  perfThroughput,
  proxyCompression,
  rateBurstProtection,
  rateGlobalLimit,
  rateHeaders,
  rateKeying,
  rateRecovery,
  rateSharedStore,
  rateSpoofResistance,
  redisHardening,
  resCpu,
  resIo,
  resMemory,
  secretsEnvFiles,
  secretsGitHistory,
  secretsManager,
  secretsRotation,
  serverDegradation,
  serverGracefulShutdown,
  serverHealthEndpoints,
  serverProduction,
  serverRequestSmuggling,
  serverTimeouts,
  serverWorkers,
  sessionCookies,
  sessionLifetime,
  tlsCertificate,
  tlsCiphers,
  tlsEnforced,
  tlsHsts,
  tlsHttp2,
  tlsInternal,
  tlsVerification,
  tlsVersions,
]
