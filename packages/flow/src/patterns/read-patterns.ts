import { functionAt, type Scope } from '../engine/program.ts'
import type { Examined, PatternFact } from '../facts.ts'
import type { Instruction, IrFunction } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { unaskedStates } from './account-state.ts'
import { accountTables, adminFallbacks, hashedAccounts, optionDefaults } from './account-tables.ts'
import { passwordFields, passwordRules, unaskedPasswords } from './accounts.ts'
import { askedOutside } from './asked-outside.ts'
import { assignedOrigins } from './assigned-origins.ts'
import { bannerCalls, bannerEntries, defaultBanners } from './banners.ts'
import { blindHealth } from './blind-health.ts'
import { blocking } from './blocking.ts'
import { bodyColumns } from './body-columns.ts'
import { anyBodyType, typelessBodies } from './body-types.ts'
import { cacheExpiry } from './cache-writes.ts'
import { callerCaches, callerStores } from './caller-caches.ts'
import { chosenKeyFiles } from './chosen-key-files.ts'
import { ciphers } from './ciphers.ts'
import { claimedCallers } from './claimed-callers.ts'
import { claimedFilters } from './claimed-filters.ts'
import { claimedRoles } from './claimed-roles.ts'
import { claimedTenants } from './claimed-tenants.ts'
import { claimedTypes } from './claimed-types.ts'
import { claimedWords } from './claimed-words.ts'
import { throttleAddresses, trustedProxies } from './client-addresses.ts'
import { type CallFinder, Findings, type InstructionFinder, type PatternContext } from './context.ts'
import { cookieSettings, cookies, handMadeCookies, sessionDefaults } from './cookies.ts'
import { crossOrigin } from './cross-origin.ts'
import { csrfExemptions } from './csrf-exemptions.ts'
import { debugging, debugSettings } from './debugging.ts'
import { declaredOptions } from './declared-options.ts'
import { derivedTokens } from './derived-tokens.ts'
import { developmentDefaults } from './development-defaults.ts'
import { djangoConfiguration, startsDevelopmentServer } from './django-configuration.ts'
import { emptiedChecks } from './emptied-checks.ts'
import { endlessTokens } from './endless-tokens.ts'
import { goodDeclarations, goodSigns } from './examined.ts'
import { exceptionObjects } from './exception-objects.ts'
import { exceptionBodies, exceptionResponses, returnedExceptions } from './exception-responses.ts'
import { swallowedExceptions } from './exceptions.ts'
import { failingReads } from './failing-reads.ts'
import { fieldLists } from './field-lists.ts'
import { foreignSockets } from './foreign-sockets.ts'
import { forgeableCookies } from './forgeable-cookies.ts'
import { grantedRoles } from './granted-roles.ts'
import { handMadeLimits } from './hand-made-limits.ts'
import { handMadeTokens } from './hand-made-tokens.ts'
import { hashing } from './hashing.ts'
import { hostLinks } from './host-links.ts'
import { hostsByName } from './hosts-by-name.ts'
import { idleLogouts } from './idle-logout.ts'
import { innerColumns } from './inner-columns.ts'
import { inputValidators } from './input-validators.ts'
import { ignoredExpiry, jwt, jwtSettings } from './jwt.ts'
import { jwtSigning, pluginSigning } from './jwt-signing.ts'
import { keptIds } from './kept-ids.ts'
import { listedKeys } from './listed-keys.ts'
import { listeners, listeningAddresses } from './listeners.ts'
import { loggedSecrets, serializedHeaders } from './logged-secrets.ts'
import { queryLoops } from './loops.ts'
import { looseColumns } from './loose-columns.ts'
import { loosePolicies } from './loose-policies.ts'
import { lostUpdates } from './lost-updates.ts'
import { memoizeCalls, memoizedFunctions } from './memoized.ts'
import { memoryCaches } from './memory-caches.ts'
import { mergedSettings } from './merged-settings.ts'
import { graphFields, metaFields } from './meta-fields.ts'
import { mixedErrors } from './mixed-errors.ts'
import { nestConfiguration } from './nest-configuration.ts'
import { openAmounts } from './open-amounts.ts'
import { fastApiDocumentation, openDocumentation } from './open-documentation.ts'
import { openFiles } from './open-files.ts'
import { openPageSizes } from './open-page-sizes.ts'
import { operatorObjects } from './operator-objects.ts'
import { optionalFormTokens } from './optional-form-tokens.ts'
import { optionalSignatures } from './optional-signatures.ts'
import { outlivedRows } from './outlived-rows.ts'
import { outlivedSessions } from './outlived-sessions.ts'
import { allButSome, overriddenOwner } from './overridden-owner.ts'
import { overriddenRows } from './overridden-rows.ts'
import { loggedBodies } from './own-loggers.ts'
import { ownTokens } from './own-tokens.ts'
import { ownerFields } from './owner-fields.ts'
import { pagesWithoutPolicy } from './page-policies.ts'
import { pageRoles } from './page-roles.ts'
import { literalPatterns, parsing } from './parsing.ts'
import { partialScopes } from './partial-scopes.ts'
import { pythonResolverQueries } from './python-resolver-queries.ts'
import { quotedHoles } from './quoted-holes.ts'
import { checkThenAct, spentTwice } from './races.ts'
import { randomness } from './randomness.ts'
import { sharedComputations } from './read-through.ts'
import { keptRefreshTokens } from './refresh-kept.ts'
import { relationLoops } from './relation-loops.ts'
import { resolverQueries } from './resolver-queries.ts'
import { routeKeys } from './route-keys.ts'
import { routePatterns } from './route-patterns.ts'
import { rowColumns } from './row-columns.ts'
import { secretLists } from './secret-lists.ts'
import { cookieKeys, defaultAccounts, secretArguments, secretNames, secretSettings } from './secrets.ts'
import { declaredSecrets, secretParameters, secretsInUrls } from './secrets-in-urls.ts'
import { accountLiterals, seededAccounts, seedingCalls } from './seeded-accounts.ts'
import { serializerQueries } from './serializer-queries.ts'
import { servedFolders } from './served-folders.ts'
import { keptSessions, longSessions, sessionFixation } from './server-sessions.ts'
import { timeoutAssignments, timeoutOptions } from './server-timeouts.ts'
import { sessionAges, sessionSettings } from './session-settings.ts'
import { setColumns } from './set-columns.ts'
import { readSettings } from './settings.ts'
import { sharedAnswers, unmarkedAnswers } from './shared-answers.ts'
import { shortKeys } from './short-keys.ts'
import { shownColumns } from './shown-columns.ts'
import { silentCatch, silentStream, suppressed } from './silent-promises.ts'
import { skippedPages } from './skipped-pages.ts'
import { sparedSignatures } from './spared-signatures.ts'
import { spreadBodies } from './spread-bodies.ts'
import { outlivedPasswords, staleClaims } from './stale-claims.ts'
import { staleEntries } from './stale-entries.ts'
import { storedSessions } from './stored-sessions.ts'
import { takenNames } from './taken-names.ts'
import { templateRelations } from './template-relations.ts'
import { templateRunners } from './template-runners.ts'
import { tls, tlsAssignments } from './tls.ts'
import { unaskedUses } from './token-uses.ts'
import { toldAccounts } from './told-accounts.ts'
import { toldRuntime } from './told-runtime.ts'
import { unaskedMarks } from './unasked-marks.ts'
import { unlockedLogins } from './unlocked-logins.ts'
import { unrecordedChanges } from './unrecorded-changes.ts'
import { unsetSecrets } from './unset-secrets.ts'
import { unspentRefreshes } from './unspent-refreshes.ts'
import { decodedTokens, payloadsByHand } from './unverified-tokens.ts'
import { eitherClient, waiting } from './waiting.ts'
import { applications, webSettings } from './web.ts'
import { wholeAnswers } from './whole-answers.ts'

export interface ReadPatterns {
  readonly patterns: readonly PatternFact[]
  readonly examined: readonly Examined[]
  /** Functions in which a finder failed: that much was not looked at. */
  readonly failures: readonly PatternFailure[]
}

export interface PatternFailure extends Scope {
  readonly because: string
}

/** Finders that look only at calls of libraries and builtins, by their name. */
const NAMED_FINDERS: readonly CallFinder[] = [
  servedFolders,
  hashing,
  derivedTokens,
  randomness,
  ciphers,
  tls,
  jwt,
  jwtSigning,
  shortKeys,
  endlessTokens,
  openDocumentation,
  fastApiDocumentation,
  decodedTokens,
  debugging,
  waiting,
  blocking,
  cacheExpiry,
  callerCaches,
  callerStores,
  openFiles,
  inputValidators,
  sessionAges,
  memoizeCalls,
  suppressed,
  silentStream,
  parsing,
  passwordFields,
]

const CALL_FINDERS: readonly CallFinder[] = [
  routeKeys,
  loggedSecrets,
  loggedBodies,
  setColumns,
  eitherClient,
  longSessions,
  cookies,
  secretArguments,
  secretParameters,
  defaultAccounts,
  seedingCalls,
  hashedAccounts,
  optionDefaults,
  listeners,
  silentCatch,
  exceptionResponses,
  crossOrigin,
  timeoutOptions,
  trustedProxies,
  startsDevelopmentServer,
  pluginSigning,
  nestConfiguration,
  bannerCalls,
  anyBodyType,
  goodSigns,
]

const INSTRUCTION_FINDERS: readonly InstructionFinder[] = [
  declaredOptions,
  quotedHoles,
  tlsAssignments,
  secretNames,
  cookieKeys,
  secretLists,
  secretsInUrls,
  literalPatterns,
  passwordRules,
  accountLiterals,
  accountTables,
  timeoutAssignments,
  exceptionBodies,
  ignoredExpiry,
  claimedTenants,
  bodyColumns,
  overriddenOwner,
  spreadBodies,
  mergedSettings,
  overriddenRows,
  allButSome,
  rowColumns,
  serializedHeaders,
  bannerEntries,
]

const PROGRAM_FINDERS: readonly ((context: PatternContext) => void)[] = [
  cookieSettings,
  listeningAddresses,
  handMadeCookies,
  handMadeTokens,
  ownTokens,
  payloadsByHand,
  forgeableCookies,
  seededAccounts,
  adminFallbacks,
  memoryCaches,
  sharedComputations,
  operatorObjects,
  grantedRoles,
  partialScopes,
  listedKeys,
  staleEntries,
  memoizedFunctions,
  fieldLists,
  spentTwice,
  exceptionObjects,
  returnedExceptions,
  sessionDefaults,
  sessionSettings,
  pageRoles,
  claimedRoles,
  claimedCallers,
  claimedTypes,
  claimedWords,
  shownColumns,
  sharedAnswers,
  unmarkedAnswers,
  failingReads,
  typelessBodies,
  chosenKeyFiles,
  foreignSockets,
  mixedErrors,
  takenNames,
  unrecordedChanges,
  pagesWithoutPolicy,
  skippedPages,
  loosePolicies,
  toldRuntime,
  defaultBanners,
  jwtSettings,
  djangoConfiguration,
  throttleAddresses,
  handMadeLimits,
  declaredSecrets,
  hostLinks,
  optionalFormTokens,
  optionalSignatures,
  unsetSecrets,
  sparedSignatures,
  blindHealth,
  lostUpdates,
  secretSettings,
  debugSettings,
  swallowedExceptions,
  queryLoops,
  relationLoops,
  resolverQueries,
  pythonResolverQueries,
  serializerQueries,
  templateRelations,
  webSettings,
  csrfExemptions,
  emptiedChecks,
  assignedOrigins,
  applications,
  unaskedPasswords,
  sessionFixation,
  keptIds,
  keptSessions,
  toldAccounts,
  unaskedStates,
  staleClaims,
  outlivedPasswords,
  developmentDefaults,
  openPageSizes,
  looseColumns,
  hostsByName,
  templateRunners,
  claimedFilters,
  openAmounts,
  outlivedRows,
  outlivedSessions,
  unaskedMarks,
  unspentRefreshes,
  unlockedLogins,
  keptRefreshTokens,
  idleLogouts,
  unaskedUses,
  storedSessions,
  checkThenAct,
  askedOutside,
  routePatterns,
  wholeAnswers,
  innerColumns,
  metaFields,
  ownerFields,
  graphFields,
  goodDeclarations,
]

/** Every pattern of the program and what was examined and found right, sorted by place. */
export function readPatterns(reader: Reader, routes: readonly ReadRoute[]): ReadPatterns {
  const findings = new Findings(reader)
  const context: PatternContext = {
    reader,
    routes,
    settings: readSettings(reader),
    handlers: handlerFunctions(reader, routes),
    emit: (scope, start, end, seen) => findings.add(scope, start, end, seen),
    emitCall: (call, seen) => findings.add(call, call.call.start, call.call.end, seen),
    examine: (kind, scope, start, end) => findings.examine(kind, scope, start, end),
    examineCall: (kind, call) => findings.examine(kind, call, call.call.start, call.call.end),
  }
  const failures: PatternFailure[] = []
  for (const call of reader.calls) {
    try {
      if (call.name !== '') for (const find of NAMED_FINDERS) find(context, call)
      for (const find of CALL_FINDERS) find(context, call)
    } catch (error) {
      failures.push(failureAt(call, error))
    }
  }
  walkInstructions(context, failures)
  const [first] = reader.program.modules
  const anywhere = first === undefined ? null : { module: first, function: functionAt(first, 0) }
  for (const find of PROGRAM_FINDERS) {
    try {
      find(context)
    } catch (error) {
      if (anywhere === null) throw error
      failures.push(failureAt(anywhere, error))
    }
  }
  return { patterns: findings.patterns.sort(comparePatterns), examined: findings.examined(), failures }
}

/** An error of ours costs what it happened at, not the rest. */
function failureAt({ module, function: owner }: Scope, error: unknown): PatternFailure {
  return {
    module,
    function: owner,
    because: `a pattern could not be looked for (${error instanceof Error ? error.message : String(error)})`,
  }
}

/** One walk over all instructions; every finder sees the operations that it asked for. */
function walkInstructions(context: PatternContext, failures: PatternFailure[]): void {
  const byOperation = new Map<Instruction['op'], InstructionFinder['find'][]>()
  for (const { ops, find } of INSTRUCTION_FINDERS) for (const op of ops) byOperation.set(op, [...(byOperation.get(op) ?? []), find])
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const { instructions } of fn.blocks) {
        // Counted by hand: this is the longest way of all, and most of it is passed by.
        for (let at = 0; at < instructions.length; at++) {
          const instruction = instructions[at] as Instruction
          const finders = byOperation.get(instruction.op)
          if (finders === undefined) continue
          try {
            for (const find of finders) find(context, scope, instruction)
          } catch (error) {
            failures.push(failureAt(scope, error))
          }
        }
      }
    }
  }
}

function comparePatterns(a: PatternFact, b: PatternFact): number {
  return compare(a.place.file, b.place.file) || a.place.line - b.place.line || compare(a.kind, b.kind) || compare(a.message, b.message)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Registrations of functions that run for each request. */
const isMiddleware = nameTest(
  /^(?:koa|express|fastify|hono(?:\.Hono)?|polka|restify|@koa\/router|koa-router|http|https)\b.*(?:\(\)\.(?:use|addHook|all|createServer)|\.createServer)$|^hono\/factory\.(?:createFactory\(\)\.)?createMiddleware$/,
)

/** aiohttp: handlers and middlewares by their registration or their decorator. */
const isAiohttp = nameTest(
  /^aiohttp\.web\.(?:Application\(\)\.(?:router\.)?add_(?:get|post|put|patch|delete|head|route|view)|(?:get|post|put|patch|delete|head|route)|RouteTableDef\(\)\.\w+\(\)|middleware)$/,
)

function functionsGiven(reader: Reader, call: SeenCall): readonly IrFunction[] {
  return call.call.args.flatMap((argument) => {
    const denoted = reader.denoter.denote(call, argument.value)
    return denoted.kind === 'function' ? [denoted.function] : []
  })
}

const MAX_DEPTH = 5

/** The functions that answer requests, and those of the tree that they call. */
function handlerFunctions(reader: Reader, routes: readonly ReadRoute[]): ReadonlySet<IrFunction> {
  const found = new Set<IrFunction>()
  let level: IrFunction[] = [
    ...routes.flatMap(({ handler }) => (handler === null ? [] : [handler.function])),
    ...reader.calls.filter((call) => isMiddleware(call.name) || isAiohttp(call.name)).flatMap((call) => functionsGiven(reader, call)),
  ]
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: IrFunction[] = []
    for (const fn of level) {
      if (found.has(fn)) continue
      found.add(fn)
      for (const call of reader.callsIn(fn)) {
        if (call.callee.kind === 'function') next.push(call.callee.function)
        for (const argument of call.call.args) {
          const denoted = reader.denoter.denote(call, argument.value)
          if (denoted.kind === 'function' && denoted.function.parent === fn.index) next.push(denoted.function)
        }
      }
    }
    level = next
  }
  return found
}
