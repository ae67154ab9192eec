import type { DrivenRequest } from '../database/driven-request.ts'
import type { Operation } from './operations.ts'
import type { Accepted, Probing } from './probing.ts'
import { isHtml, isSuccess } from './reply.ts'
import { type Draft, draftOf, textValue } from './requests.ts'

/** Purposes that tell nothing of the stores, or that must not be asked again and again. */
const LEFT_OUT: readonly Operation['purpose'][] = [
  'metrics',
  'docs',
  'static',
  'logout',
  'login',
  'register',
  'refresh',
  'password-reset',
  'health',
  'upload',
]

export interface DrivenOptions {
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether things that were there before may be changed: the database is a copy. */
  readonly mayChangeAnything: boolean
}

/** Requests that the service accepts, with the headers of who may send them: all that read, and writes that were accepted before or that the specification shows where anything may be changed. */
export async function drivenRequests(probing: Probing, { headers, mayChangeAnything }: DrivenOptions): Promise<readonly DrivenRequest[]> {
  const requests: DrivenRequest[] = []
  for (const operation of probing.wireOperations) {
    if (isLeftOut(operation) || !['GET', 'POST', 'PUT', 'PATCH'].includes(operation.method)) continue
    if (operation.method !== 'GET' && !probing.mayWrite) continue
    const isRead = operation.method === 'GET'
    const accepted = await probing.acceptedBy(operation)
    // What the specification shows is there, and tells more than what the run happened to find.
    const shown = isRead || (accepted === null && mayChangeAnything) ? await byExample(probing, operation) : null
    const chosen = shown ?? accepted
    if (chosen === null || (operation.purpose === 'static' && isHtml(chosen.reply))) continue
    const request = drivenRequest(chosen, headers)
    const other = shown === null || accepted === null ? request.path : drivenRequest(accepted, headers).path
    requests.push(other === request.path ? request : { ...request, otherPaths: [other] })
  }
  return requests
}

/** What is named like a folder of files and described as an operation answers from the stores like any other. */
function isLeftOut({ purpose, origins }: Operation): boolean {
  return LEFT_OUT.includes(purpose) && !(purpose === 'static' && origins.includes('openapi'))
}

/** A request of nothing but what the specification gives as examples: they name things that are there. */
async function byExample(probing: Probing, operation: Operation): Promise<Accepted | null> {
  if (!hasExamples(operation)) return null
  const draft = exampleOf(probing, operation)
  for (const session of probing.sessionsFor(operation)) {
    const reply = await probing.sendDraft(session, draft, { mayFail: true })
    if (isSuccess(reply)) return { operation, draft, session, reply }
    if (reply.status !== 401 && reply.status !== 403) return null
  }
  return null
}

function exampleOf(probing: Probing, operation: Operation): Draft {
  const made = draftOf(operation, probing.values, {}, {})
  const examples = (where: 'path' | 'query'): Record<string, string> =>
    Object.fromEntries(
      operation.parameters.flatMap(({ in: place, name, schema, isRequired }) =>
        place === where && isRequired && schema.example !== undefined ? [[name, textValue(schema.example)]] : [],
      ),
    )
  const body = operation.body?.schema.example
  return {
    ...made,
    path: { ...made.path, ...examples('path') },
    query: { ...made.query, ...examples('query') },
    body: typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : made.body,
  }
}

function hasExamples({ parameters, body }: Operation): boolean {
  return parameters.some(({ isRequired, schema }) => isRequired && schema.example !== undefined) || body?.schema.example !== undefined
}

function drivenRequest({ operation, draft, session }: Accepted, headers: Readonly<Record<string, string>>): DrivenRequest {
  return {
    endpoint: `${operation.method} ${operation.path}`,
    method: operation.method,
    template: operation.path,
    path: operation.path.replace(/\{([^}/]+)\}/g, (_whole, name: string) =>
      encodeURIComponent(textValue(draft.path[name] ?? '1').toWellFormed()),
    ),
    query: draft.query,
    queryNames: operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    headers: { ...headers, ...draft.headers, ...session?.headers },
    body: draft.body,
    contentType: draft.operation.body?.contentType ?? 'application/json',
  }
}
