import type { DrivenRequest } from '../../src/gather/database/driven-request.ts'
import type { ShopHandler } from '../../test/servers/shop-service.ts'

/** A fault planted in a small service over real servers, and the same service where it is done right. */
export interface Fault {
  readonly name: string
  /** Control that has to fail where it is planted. */
  readonly control: string
  /** `GET /orders` or a part of the subject: where the finding has to be. */
  readonly place: string
  /** Controls that fail by the same cause, at the same place. */
  readonly also?: readonly string[]
  /** Statements on the database of the case, as its owner. */
  readonly schema?: (isPlanted: boolean) => readonly string[]
  /** Statements as the superuser before and after: settings of the server. */
  readonly server?: (isPlanted: boolean) => { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly service: (isPlanted: boolean, parts: Parts) => Promise<Service> | Service
  readonly reads: readonly DrivenRequest[]
  readonly writes?: readonly DrivenRequest[]
  readonly isDisposable?: boolean
  /** Whether endpoints are asked many times at once. */
  readonly mayLoad?: boolean
  /** Account that the service uses; the address is given to `service`. */
  readonly asSuperuser?: (isPlanted: boolean) => boolean
  /** The facts are judged so many days later. */
  readonly daysLater?: number
  /** Whether the cache is looked at. */
  readonly usesCache?: boolean
  /** Settings of the cache server, as `name value`. */
  readonly cacheSettings?: (isPlanted: boolean) => readonly (readonly [string, string])[]
}

export interface Parts {
  /** Address of the database for the service. */
  readonly url: string
  readonly cacheUrl: string
}

export interface Service {
  readonly handlers: Readonly<Record<string, ShopHandler>>
  readonly stop: () => Promise<void>
}

export function get(template: string, path = template, queryNames: readonly string[] = []): DrivenRequest {
  return {
    endpoint: `GET ${template}`,
    method: 'GET',
    template,
    path,
    query: {},
    queryNames,
    headers: {},
    body: null,
    contentType: 'application/json',
  }
}

export function write(method: string, template: string, path: string, body: Readonly<Record<string, unknown>>): DrivenRequest {
  return {
    endpoint: `${method} ${template}`,
    method,
    template,
    path,
    query: {},
    queryNames: [],
    headers: {},
    body,
    contentType: 'application/json',
  }
}
