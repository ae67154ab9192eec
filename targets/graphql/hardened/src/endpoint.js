import { execute, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql'
import { recordAudit } from './lib/audit-log.js'
import { log } from './lib/log.js'
import { BusyError } from './lib/passwords.js'
import { Problem, tooMany, unauthorized } from './lib/problem.js'
import { operationLimits } from './limits.js'
import { AUTHENTICATION_FIELDS, LIBRARIAN_FIELDS, PUBLIC_FIELDS, schema } from './schema.js'

const MAX_TOKENS = 1000
const RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule, operationLimits(AUTHENTICATION_FIELDS)]

/** One operation a request, decided before it runs, answered without what went wrong inside. */
export function graphqlEndpoint({ database, resolvers, authBucket }) {
  return async (request, response) => {
    const document = read(request.body)
    const fields = document.definitions[0].selectionSet.selections.map((selection) => selection.name.value)
    guard(request, fields)
    const result = await execute({
      schema,
      document,
      rootValue: resolvers,
      contextValue: { user: request.principal, request },
      variableValues: request.body.variables ?? {},
    })
    const problems = (result.errors ?? []).map(asProblem)
    const unexpected = result.errors?.filter((error) => asProblem(error).status === 500) ?? []
    for (const error of unexpected) log('error', 'request.failed', { requestId: request.id, error: error.originalError?.stack ?? error.message })
    const worst = problems.toSorted((a, b) => b.status - a.status)[0]
    for (const [name, value] of Object.entries(worst?.headers ?? {})) response.setHeader(name, value)
    const errors = problems.map(({ status, title }) => ({ message: title, extensions: { status } }))
    response.status(worst?.status ?? 200).json(errors.length > 0 ? { data: null, errors } : { data: result.data })
  }

  function guard(request, fields) {
    if (request.principal === undefined && !fields.every((field) => PUBLIC_FIELDS.has(field))) throw unauthorized()
    if (fields.some((field) => LIBRARIAN_FIELDS.has(field)) && request.principal.role !== 'librarian') {
      recordAudit(database, request.principal.id, 'access.denied', fields.join(' ').slice(0, 100))
      throw new Problem(403, 'Not allowed')
    }
    if (fields.some((field) => AUTHENTICATION_FIELDS.has(field))) {
      const { allowed, retrySeconds } = authBucket.take(`${fields[0]}:${request.ip}`)
      if (!allowed) throw tooMany(retrySeconds)
    }
  }
}

function read(body) {
  const known = ['query', 'variables', 'operationName']
  const usable = body !== null && typeof body === 'object' && !Array.isArray(body) && typeof body.query === 'string' && Object.keys(body).every((key) => known.includes(key))
  if (!usable || (body.variables != null && (typeof body.variables !== 'object' || Array.isArray(body.variables)))) throw new Problem(400, 'Send one operation as {"query": ..., "variables": ...}')
  let document
  try {
    document = parse(body.query, { maxTokens: MAX_TOKENS, noLocation: true })
  } catch {
    throw new Problem(400, 'The operation could not be read')
  }
  if (document.definitions.length !== 1 || document.definitions[0].kind !== 'OperationDefinition') throw new Problem(400, 'Send one operation')
  // The messages of the rules suggest names of fields, so they are not repeated.
  if (validate(schema, document, RULES, { maxErrors: 1, hideSuggestions: true }).length > 0) throw new Problem(400, 'The operation is not valid')
  return document
}

function asProblem(error) {
  const cause = error.originalError ?? error
  if (cause instanceof Problem) return cause
  if (cause instanceof BusyError) return new Problem(503, 'Try again soon', { headers: { 'Retry-After': '5' } })
  // Without a path nothing ran: a variable has the wrong type or is missing.
  if (error.path === undefined) return new Problem(400, 'The variables are not valid')
  return new Problem(500, 'Something went wrong')
}
