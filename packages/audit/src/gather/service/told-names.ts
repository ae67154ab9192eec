import type { Probing } from './probing.ts'
import type { Session } from './session.ts'
import { textsIn } from './tree-texts.ts'

/** `orders:read`, `read:orders`, `orders.write`, quoted. */
const SCOPE_WORD =
  /(['"`])((?:[a-z][\w-]{1,30}[:.](?:read|write|view|list|manage))|(?:(?:read|write|view|list|manage)[:.][a-z][\w-]{1,30}))\1/g
const MOST_SCOPES = 3

/** Names and words that no description gives, and the service or its source tells elsewhere. */
export class ToldNames {
  private readonly probing: Probing
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

  /** Words for scopes in the source. */
  scopeWords(): Promise<readonly string[]> {
    this.scopes ??= this.findScopes()
    return this.scopes
  }

  private async findScopes(): Promise<readonly string[]> {
    const found = new Set<string>()
    if (this.probing.treeRoot === null) return []
    for await (const { text } of textsIn(this.probing.treeRoot)) for (const match of text.matchAll(SCOPE_WORD)) found.add(match[2] ?? '')
    return [...found].sort((a, b) => Number(/read|view|list/.test(b)) - Number(/read|view|list/.test(a))).slice(0, MOST_SCOPES)
  }
}
