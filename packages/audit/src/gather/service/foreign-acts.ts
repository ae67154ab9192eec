import type { Exchange } from '../../model/evidence.ts'
import type { ResidueFact } from '../../model/facts/service.ts'
import { fits, shape } from './kin.ts'
import type { Operation } from './operations.ts'
import type { CreatedObject } from './state.ts'

/** `/slots/7/book`: the object, and what was asked of it. */
const ACT_ON_OBJECT = /\{[^}/]*\}\/[^{}/]+\/?$/

/** A path none of whose parts is a payload, or a value of a wrong type. */
const PLAIN = /^(?:\/(?!(?:-\d+|0+|nan|null|undefined)(?:\/|$))[\w.~@:-]*)*$/i

/** What was asked of objects that the run did not make and the service took: `POST /slots/7/book` takes a seat that nothing may give back. */
export class ForeignActs {
  private readonly taken = new Map<string, { path: string; identity: string; times: number }>()

  note({ method, url, status, identity }: Exchange): void {
    if (method !== 'POST' || status < 200 || status >= 400) return
    const path = pathOf(url)
    if (!PLAIN.test(path)) return
    const key = `${path} ${identity}`
    const known = this.taken.get(key)
    if (known === undefined) this.taken.set(key, { path, identity, times: 1 })
    else known.times += 1
  }

  /** Acts on objects apart from those that the run made, and on its own users; none where an act only made what the ledger holds anyway. */
  told(operations: readonly Operation[], created: readonly CreatedObject[], userIds: ReadonlySet<string>): readonly ResidueFact[] {
    const acts = operations.filter(({ method, path }) => method === 'POST' && ACT_ON_OBJECT.test(path)).map(({ path }) => shape(path))
    const isOwn = (path: string): boolean =>
      path.split('/').some((part) => userIds.has(part)) ||
      created.some(
        ({ collection, madeAt, id }) => path === madeAt || path.startsWith(`${collection.replace(/\/+$/, '')}/${encodeURIComponent(id)}/`),
      )
    return [...this.taken.values()]
      .filter(({ path }) => acts.some((act) => fits(act, path)) && !isOwn(path))
      .map(({ path, identity, times }) => ({
        what: `POST ${path}`,
        identity,
        outcome: 'left',
        because: `no operation is known that takes it back; the object was there before, and ${times === 1 ? 'one request was' : `${times} requests were`} taken`,
      }))
  }
}

function pathOf(url: string): string {
  return (URL.canParse(url) ? new URL(url).pathname : (url.split('?')[0] ?? url)).replace(/(.)\/+$/, '$1')
}
