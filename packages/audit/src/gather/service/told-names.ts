import type { Probing } from './probing.ts'
import { isSuccess, jsonOf, type Reply } from './reply.ts'
import type { Session } from './session.ts'
import { textsIn } from './tree-texts.ts'

/** Fields for a word that the service gives to whoever asks, and paths that take one. */
const CODE = /^(?:code|coupon|voucher|promo(?:tion)?)(?:_?code)?$/i
const TAKES_CODE = /redeem|coupon|voucher|promo|discount|gift/i
const SHOWS_CODES = /plan|pric|promo|offer|campaign|coupon|voucher|product|discount/i
const MOST_ASKED = 4
/** `orders:read`, `read:orders`, `orders.write`, quoted. */
const SCOPE_WORD =
  /(['"`])((?:[a-z][\w-]{1,30}[:.](?:read|write|view|list|manage))|(?:(?:read|write|view|list|manage)[:.][a-z][\w-]{1,30}))\1/g
const MOST_SCOPES = 3

/** Names and words that no description gives, and the service or its source tells elsewhere. */
export class ToldNames {
  private readonly probing: Probing
  private codes: Promise<readonly string[]> | null = null
  private scopes: Promise<readonly string[]> | null = null

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** What an answer to the caller names in an address below a collection: the token of `/surveys/7f3a`; null when none does. */
  inAddresses(collection: string, session: Session | null): string | null {
    if (collection.split('/').length < 2 || collection.length < 4) return null
    const pattern = new RegExp(`${collection.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}/([\\w-]{3,80})(?=["'?#&\\s<]|$)`)
    for (const { body } of this.probing.acceptedReplies(session)) {
      const told = pattern.exec(body.slice(0, 50_000).replaceAll('\\/', '/'))?.[1]
      if (told !== undefined) return told
    }
    return null
  }

  /** The word of a voucher that the service shows to whoever looks at what it offers; null where a field wants none. */
  async code(path: string, name: string): Promise<string | null> {
    if (!CODE.test(name) || !TAKES_CODE.test(path)) return null
    this.codes ??= this.findCodes()
    return (await this.codes)[0] ?? null
  }

  /** Words for scopes in the source. */
  scopeWords(): Promise<readonly string[]> {
    this.scopes ??= this.findScopes()
    return this.scopes
  }

  private async findCodes(): Promise<readonly string[]> {
    const { operations, identities } = this.probing
    const shown = operations.filter(({ method, path }) => method === 'GET' && SHOWS_CODES.test(path) && !path.includes('{'))
    const found: string[] = []
    for (const { path } of shown.slice(0, MOST_ASKED)) {
      const reply: Reply = await this.probing.send(identities.ordinaryUser, { method: 'GET', path, mayFail: true })
      if (isSuccess(reply)) collectCodes(jsonOf(reply), false, found)
    }
    return found
  }

  private async findScopes(): Promise<readonly string[]> {
    const found = new Set<string>()
    if (this.probing.treeRoot === null) return []
    for await (const { text } of textsIn(this.probing.treeRoot)) for (const match of text.matchAll(SCOPE_WORD)) found.add(match[2] ?? '')
    return [...found].sort((a, b) => Number(/read|view|list/.test(b)) - Number(/read|view|list/.test(a))).slice(0, MOST_SCOPES)
  }
}

/** Texts called a code inside of what is called a promotion, or called one altogether. */
function collectCodes(value: unknown, isInside: boolean, found: string[], depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 5) return
  for (const [key, child] of Object.entries(value)) {
    const isOffer = isInside || TAKES_CODE.test(key)
    if (typeof child === 'string' && isOffer && CODE.test(key) && /^[\w-]{3,40}$/.test(child)) found.push(child)
    else collectCodes(child, isOffer, found, depth + 1)
  }
}
