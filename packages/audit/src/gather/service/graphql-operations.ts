import type { OperationFact, OperationParameter, Schema, Trial } from '../../model/facts/service.ts'
import type { SendOptions, ServiceClient } from './client.ts'
import {
  type GraphqlArgument,
  type GraphqlField,
  type GraphqlSchema,
  INTROSPECTION,
  schemaFromIntrospection,
  schemaFromTree,
} from './graphql-schema.ts'
import { crawledOperation, type Operation } from './operations.ts'
import { isSuccess, jsonOf, type Reply } from './reply.ts'

/** Paths below this stand for fields of a GraphQL schema; they exist only between the probes and the client. */
const ROOT = '/graphql~'

/** Whether an operation stands for a field of a GraphQL schema: what is said of paths and bodies on the wire does not apply. */
export function isStandIn(operation: Pick<Operation, 'path'>): boolean {
  return operation.path.startsWith(ROOT)
}

const USUAL_PATHS = ['/graphql', '/api/graphql']
const MAX_FIELDS = 80

interface Stand {
  readonly operation: Operation
  readonly field: GraphqlField
  readonly document: string
  /** Argument whose input object is the whole body; empty when arguments are the fields. */
  readonly wrapper: string
  readonly pattern: RegExp
}

/** Lets queries and mutations be probed like the operations of any other service: a query that takes an id reads an object, a mutation that gives one makes it. */
export class GraphqlOperations {
  readonly endpoint: string
  readonly operations: readonly Operation[]
  private readonly schema: GraphqlSchema
  private readonly stands: readonly Stand[]

  constructor(endpoint: Operation, schema: GraphqlSchema) {
    this.endpoint = endpoint.path
    this.schema = schema
    const taken = new Set<string>()
    const fields = [
      ...schema.queries.map((field) => ({ field, isMutation: false })),
      ...schema.mutations.map((field) => ({ field, isMutation: true })),
    ]
    this.stands = fields.slice(0, MAX_FIELDS).map(({ field, isMutation }) => this.standFor(endpoint, field, isMutation, taken))
    this.operations = this.stands.map(({ operation }) => operation)
  }

  /** The request that a stand-in means; null when it is none of ours. */
  translate(request: SendOptions): { readonly request: SendOptions; readonly read: (reply: Reply) => Reply } | null {
    if (!request.path.startsWith(ROOT)) return null
    const [path = '', query = ''] = request.path.split('?')
    const stand = this.stands.find(({ operation, pattern }) => operation.method === request.method && pattern.test(path))
    const body = bodyOf(request)
    if (stand === undefined || body === null)
      return { request: { ...request, path: this.endpoint + (query === '' ? '' : `?${query}`) }, read: (reply) => reply }
    const variables: Record<string, unknown> = {}
    for (const [name, value] of [...pathValues(stand, path), ...new URLSearchParams(query)])
      variables[name] = this.fitted(stand.field, name, value)
    if (stand.wrapper === '') Object.assign(variables, body)
    else variables[stand.wrapper] = body
    return {
      request: {
        ...request,
        method: 'POST',
        path: this.endpoint,
        headers: { ...request.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: stand.document, variables }),
      },
      read: (reply) => readReply(stand, reply),
    }
  }

  /** A trial as it happened: on the endpoint, with the field and its argument as the parameter. */
  told(trial: Trial): Trial {
    const stand = this.stands.find(({ operation }) => operation.path === trial.path && operation.method === trial.method)
    if (stand === undefined) return trial.path.startsWith(ROOT) ? { ...trial, method: 'POST', path: this.endpoint } : trial
    const argument = trial.parameter?.replace(/^(?:path|query|body|header)\s+/, '') ?? ''
    return {
      ...trial,
      method: 'POST',
      path: this.endpoint,
      parameter: argument === '' ? stand.field.name : `${stand.field.name}.${argument}`,
    }
  }

  /** The field's operation as it is told: on the endpoint, by the field's name. */
  toldOperation<O extends Pick<OperationFact, 'key' | 'method' | 'path'>>(operation: O): O {
    const stand = this.stands.find((each) => each.operation.key === operation.key)
    return stand === undefined ? operation : { ...operation, key: this.keyOf(stand), method: 'POST', path: this.endpoint }
  }

  /** A text without paths that do not exist. */
  toldText(text: string): string {
    if (!text.includes(ROOT)) return text
    let told = text
    for (const stand of this.stands) told = told.replaceAll(stand.operation.key, this.keyOf(stand))
    return told.replaceAll(/\/graphql~[\w/{}-]*/g, this.endpoint)
  }

  private keyOf(stand: Stand): string {
    return `POST ${this.endpoint} (${stand.field.name})`
  }

  private standFor(endpoint: Operation, field: GraphqlField, isMutation: boolean, taken: Set<string>): Stand {
    const { method, path } = this.placeOf(field, isMutation, taken)
    taken.add(`${method} ${path}`)
    const inputs = field.arguments.filter(({ type, name }) => this.schema.inputs.has(bare(type)) && !path.includes(`{${name}}`))
    const [input] = inputs
    const others = field.arguments.filter((argument) => argument !== input && !path.includes(`{${argument.name}}`))
    const wrapper = input !== undefined && others.length === 0 && !input.type.startsWith('[') ? input.name : ''
    const members = wrapper === '' ? others.concat(inputs.slice(0, 1)) : (this.schema.inputs.get(bare(input?.type ?? '')) ?? [])
    const base = crawledOperation(method, path)
    const operation: Operation = {
      ...base,
      origins: ['graphql'],
      file: endpoint.file,
      line: endpoint.line,
      exists: 'yes',
      parameters: method === 'GET' ? [...base.parameters, ...others.map((argument) => this.queryParameter(argument))] : base.parameters,
      body: method === 'GET' || members.length === 0 ? null : this.bodyOf(members),
      effects: isMutation && method === 'POST' && !path.includes('{') && this.isObject(field.type) ? ['create'] : [],
    }
    return { operation, field, document: this.documentOf(field, isMutation), wrapper, pattern: patternOf(path) }
  }

  private placeOf(
    field: GraphqlField,
    isMutation: boolean,
    taken: ReadonlySet<string>,
  ): { readonly method: string; readonly path: string } {
    const words = kebab(field.name)
    const own = `${ROOT}/${words}`
    const id = field.arguments.find(
      ({ name, type }) => /^(?:_?id|uuid|slug)$|Id$/i.test(name) && /!$/.test(type) && /^(?:ID|Int|String|UUID)/.test(type),
    )
    const collection = this.collectionOf(field)
    const free = (method: string, path: string): { readonly method: string; readonly path: string } =>
      taken.has(`${method} ${path}`) ? { method, path: own } : { method, path }
    if (!isMutation) {
      if (id !== undefined && this.isObject(field.type) && collection !== null) return free('GET', `${collection}/{${id.name}}`)
      if (
        field.type.startsWith('[') &&
        collection !== null &&
        field.arguments.every(({ type, hasDefault }) => hasDefault || !/!$/.test(type))
      )
        return free('GET', collection)
      return { method: 'GET', path: own }
    }
    const isAccount = /login|log-in|sign|register|refresh|logout|token|password|auth/.test(words)
    if (isAccount || collection === null) return { method: 'POST', path: own }
    const itself = field.arguments.find(({ name }) => /^(?:_?id|uuid)$/i.test(name))
    if (itself === undefined) return this.isObject(field.type) ? free('POST', collection) : { method: 'POST', path: own }
    if (/^(?:delete|remove|destroy)\b/.test(words)) return free('DELETE', `${collection}/{${itself.name}}`)
    if (!this.isObject(field.type)) return { method: 'POST', path: own }
    const change = { method: 'PATCH', path: `${collection}/{${itself.name}}` }
    return taken.has(`PATCH ${change.path}`) ? { method: 'POST', path: `${change.path}/${words}` } : change
  }

  /** Stand-in for the collection that a field's objects live in: by the type it gives, else by the type that its name names. */
  private collectionOf(field: GraphqlField): string | null {
    const own = this.schema.queries.find(({ name }) => /^(?:me|viewer|whoami|current_?user|profile|my_?account)$/i.test(name))
    const type = this.isObjects(field.type)
      ? bare(field.type)
      : [...this.schema.objects.keys()].find((name) => new RegExp(`${name}s?$`, 'i').test(field.name) && !/^(?:Query|Mutation)$/.test(name))
    if (type === undefined) return null
    return own !== undefined && bare(own.type) === type ? `${ROOT}/users` : `${ROOT}/${kebab(type)}`
  }

  private isObject(type: string): boolean {
    return !type.startsWith('[') && this.isObjects(type)
  }

  private isObjects(type: string): boolean {
    return this.schema.objects.has(bare(type))
  }

  private queryParameter({ name, type, hasDefault }: GraphqlArgument): OperationParameter {
    return { name, in: 'query', isRequired: /!$/.test(type) && !hasDefault, schema: this.schemaOf(type, 0) }
  }

  private bodyOf(members: readonly GraphqlArgument[]): Operation['body'] {
    return { contentType: 'application/json', isRequired: true, schema: this.objectSchema(members, 0) }
  }

  private objectSchema(members: readonly GraphqlArgument[], depth: number): Schema {
    return {
      type: 'object',
      properties: Object.fromEntries(members.map(({ name, type }) => [name, this.schemaOf(type, depth + 1)])),
      required: members.filter(({ type, hasDefault }) => /!$/.test(type) && !hasDefault).map(({ name }) => name),
    }
  }

  private schemaOf(type: string, depth: number): Schema {
    if (depth > 4) return {}
    if (type.startsWith('[')) return { type: 'array', items: this.schemaOf(type.replace(/^\[|\]!?$/g, ''), depth + 1) }
    const name = bare(type)
    const choices = this.schema.enums.get(name)
    if (choices !== undefined) return { type: 'string', enum: [...choices] }
    const input = this.schema.inputs.get(name)
    if (input !== undefined) return this.objectSchema(input, depth)
    if (name === 'Int') return { type: 'integer' }
    if (name === 'Float') return { type: 'number' }
    if (name === 'Boolean') return { type: 'boolean' }
    return name === 'DateTime' ? { type: 'string', format: 'date-time' } : { type: 'string' }
  }

  private fitted(field: GraphqlField, name: string, value: string): unknown {
    const type = bare(field.arguments.find((argument) => argument.name === name)?.type ?? '')
    if ((type === 'Int' || type === 'Float') && /^-?\d+(?:\.\d+)?$/.test(value)) return Number(value)
    return type === 'Boolean' && /^(?:true|false)$/.test(value) ? value === 'true' : value
  }

  private documentOf(field: GraphqlField, isMutation: boolean): string {
    const variables = field.arguments.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    const given = field.arguments.map(({ name }) => `${name}: $${name}`).join(', ')
    const selection = this.selectionOf(bare(field.type), 1)
    return `${isMutation ? 'mutation' : 'query'}${variables === '' ? '' : `(${variables})`} { ${field.name}${given === '' ? '' : `(${given})`}${selection} }`
  }

  private selectionOf(type: string, depth: number): string {
    const fields = this.schema.objects.get(type)
    if (fields === undefined) return ''
    const chosen = fields
      .filter((field) => field.arguments.every((argument) => argument.hasDefault || !/!$/.test(argument.type)))
      .flatMap((field) => {
        if (!this.isObjects(field.type)) return [field.name]
        return depth > 0 ? [`${field.name}${this.selectionOf(bare(field.type), depth - 1)}`] : []
      })
    return ` { ${chosen.length === 0 ? '__typename' : chosen.join(' ')} }`
  }
}

/** Looks for a GraphQL endpoint and its schema; null when there is none or nobody tells it. */
export async function findGraphql(
  operations: readonly Operation[],
  treeRoot: string | null,
  client: ServiceClient,
): Promise<{ readonly graphql: GraphqlOperations | null; readonly endpoint: Operation | null; readonly warning: string }> {
  const declared = operations
    .filter(({ path, method }) => /graphql|\bgql\b/i.test(path) && (method === 'POST' || method === 'GET'))
    .map(({ path }) => path)
  for (const path of new Set([...declared, ...USUAL_PATHS])) {
    const ask = (query: string): Promise<Reply> =>
      client.send({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }), mayFail: true })
    const small = await ask('query { __typename }')
    if (!/"__typename"\s*:|"errors"\s*:\s*\[\s*\{[^}]*"message"/.test(small.body)) continue
    const known = operations.find((operation) => operation.path === path && operation.method === 'POST')
    const endpoint = known ?? crawledOperation('POST', path)
    const schema = schemaFromIntrospection(jsonOf(await ask(INTROSPECTION))) ?? (treeRoot === null ? null : schemaFromTree(treeRoot))
    if (schema === null)
      return { graphql: null, endpoint, warning: `${path} speaks GraphQL, but neither it nor the source tells its schema` }
    return { graphql: new GraphqlOperations(endpoint, schema), endpoint, warning: '' }
  }
  return { graphql: null, endpoint: null, warning: '' }
}

const MEANINGS: readonly (readonly [number, RegExp])[] = [
  [429, /too many|rate.?limit|slow down|throttl|TOO_MANY/i],
  [
    401,
    /UNAUTHENTICATED|not (?:signed|logged)[- ]?in|unauthori[sz]ed|not authenticated|authentication (?:is )?required|(?:sign|log) ?in (?:first|required)|must be (?:signed|logged) in|invalid token/i,
  ],
  [403, /FORBIDDEN|permission|not allowed|denied|not yours/i],
  [404, /NOT_FOUND|not found|no such|does not exist/i],
  [500, /INTERNAL_SERVER_ERROR|SQLITE|SQL|Cannot read prop|is not a function|Traceback/i],
]

/** The answer as a service of resources would have given it. */
function readReply(stand: Stand, reply: Reply): Reply {
  const answer = jsonOf(reply)
  if (typeof answer !== 'object' || answer === null) return reply
  const { data, errors } = answer as { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: unknown }
  const value = data?.[stand.field.name]
  if (value !== undefined && value !== null)
    return isSuccess(reply) ? { ...reply, status: value === false ? 404 : reply.status, body: JSON.stringify(value) } : reply
  if (!Array.isArray(errors) || errors.length === 0)
    return isSuccess(reply) && value === null ? { ...reply, status: 404, body: 'null' } : reply
  if (!isSuccess(reply) && reply.status !== 400 && reply.status !== 500) return reply
  const text = JSON.stringify(errors)
  const meaning = MEANINGS.find(([, pattern]) => pattern.test(text))?.[0]
  return { ...reply, status: meaning ?? (stand.operation.purpose === 'login' ? 401 : 400) }
}

function bodyOf(request: SendOptions): Readonly<Record<string, unknown>> | null {
  if (request.body === undefined || request.body === '') return {}
  if (typeof request.body !== 'string') return null
  const value = jsonOf({ body: request.body })
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
}

function pathValues(stand: Stand, path: string): [string, string][] {
  const names = [...stand.operation.path.matchAll(/\{([^}/]+)\}/g)].map((match) => match[1] ?? '')
  const values = stand.pattern.exec(path)?.slice(1) ?? []
  return names.map((name, index) => [name, decoded(values[index] ?? '')])
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[~.]/g, '\\$&').replace(/\{[^}/]+\}/g, '([^/]+)')}$`)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function bare(type: string): string {
  return type.replace(/[[\]!]/g, '')
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}
