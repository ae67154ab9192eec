import type { DrivenRequest } from '../database/driven-request.ts'
import type { Operation } from './operations.ts'
import type { Accepted, Probing } from './probing.ts'
import { textValue } from './requests.ts'

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

/** Requests that the service accepts, with the headers of who may send them: all that read, and writes that were accepted before. */
export async function drivenRequests(probing: Probing, headers: Readonly<Record<string, string>>): Promise<readonly DrivenRequest[]> {
  const requests: DrivenRequest[] = []
  for (const operation of probing.wireOperations) {
    if (LEFT_OUT.includes(operation.purpose) || !['GET', 'POST', 'PUT', 'PATCH'].includes(operation.method)) continue
    if (operation.method !== 'GET' && !probing.mayWrite) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted !== null) requests.push(drivenRequest(accepted, headers))
  }
  return requests
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
