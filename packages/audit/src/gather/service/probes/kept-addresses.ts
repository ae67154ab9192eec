import type { InjectionPoint } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { idOf, itemOf, shape } from '../state.ts'

/** Acts in which a service asks an address that it keeps, by the last word of their path. */
const ASKS = /^(?:test|ping|send|deliver|redeliver|trigger|fire|check|verify|sync|refresh|fetch)$/i
const MOST = 2

/** Acts on the object whose address a request sets: `POST /webhooks/7/test` after `PATCH /webhooks/7`. */
export function actsThatAsk(probing: Probing, { accepted }: InjectionPoint): readonly string[] {
  const { operation } = accepted
  const item = itemOf(operation.path) === null ? `${shape(operation.path)}/{}` : shape(operation.path)
  if (!['POST', 'PUT', 'PATCH'].includes(operation.method)) return []
  return probing.wireOperations
    .filter(({ method, path }) => method === 'POST' && shape(path).startsWith(`${item}/`) && ASKS.test(shape(path).slice(item.length + 1)))
    .map(({ path }) => path)
    .slice(0, MOST)
}

/** Has the service ask the address that the object has now. */
export async function haveAsked(probing: Probing, { accepted }: InjectionPoint, acts: readonly string[], taken: Reply): Promise<void> {
  const item = itemOf(accepted.operation.path)
  const made = item === null ? idOf(jsonOf(taken), taken) : accepted.draft.path[item.parameter]
  if (!isSuccess(taken) || made == null) return
  for (const template of acts) {
    const parameter = /\{([^}]+)\}\/[^/{}]+\/?$/.exec(template)?.[1] ?? 'id'
    const ids: Readonly<Record<string, string>> = { ...accepted.draft.path, [parameter]: made }
    const path = template.replace(/\{([^}/]+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? '1'))
    await probing.send(accepted.session, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      mayFail: true,
    })
  }
}
