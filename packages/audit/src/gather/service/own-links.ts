import { ACT } from './object-acts.ts'
import type { Probing } from './probing.ts'
import { isHtml, isSuccess, jsonOf, type Reply } from './reply.ts'
import { requestOf } from './requests.ts'
import type { Session } from './session.ts'
import { fill, idOf, itemOf, itemsOf, shape } from './state.ts'

/** An id that a page shows to one user and not to another. */
export interface OwnLink {
  readonly id: string
  /** Path of the page. */
  readonly page: string
  /** The page shows the other user none of those: each sees their own. */
  readonly isApart: boolean
}

interface View {
  readonly page: string
  readonly seen: Reply
  /** Null where it is refused. */
  readonly seenByOther: Reply | null
}

const MOST_PAGES = 24
const MOST_OBJECTS = 6
const READ: ReadonlySet<string> = new Set(['other', 'admin'])

/** What pages link to for one user and not for another: things that are that user's, where nothing tells how they are made. */
export class OwnLinks {
  private readonly probing: Probing
  private views: Promise<readonly View[]> | null = null

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** Ids of a collection in the links of the first user alone. */
  async of(template: string, owner: Session, other: Session): Promise<readonly OwnLink[]> {
    if (template.includes('{')) return []
    this.views ??= this.look(owner, other)
    const links: OwnLink[] = []
    for (const { page, seen, seenByOther } of await this.views) {
      const all = this.idsIn(seen, template, page)
      const others = new Set(seenByOther === null ? [] : this.idsIn(seenByOther, template, page))
      const first = all.filter((id) => !others.has(id))
      if (first.length === 0) continue
      // What is drawn by lot differs from one look to the next as well.
      const again = new Set(this.idsIn(await this.read(page, owner), template, page))
      for (const id of this.idsIn(await this.read(page, other), template, page)) again.delete(id)
      const own = first.filter((id) => again.has(id))
      const isApart = seenByOther !== null && shape(page) === shape(template) && own.length === all.length
      for (const id of own) if (!links.some((link) => link.id === id)) links.push({ id, page, isApart })
    }
    return links.sort((a, b) => Number(b.isApart) - Number(a.isApart))
  }

  private read(page: string, session: Session): Promise<Reply> {
    return this.probing.send(session, { method: 'GET', path: page, headers: { accept: 'text/html,*/*;q=0.8' }, mayFail: true })
  }

  private idsIn(reply: Reply, template: string, page: string): readonly string[] {
    if (isHtml(reply)) return this.probing.pages.idsIn(reply.body, template)
    if (shape(page) !== shape(template)) return []
    return (itemsOf(jsonOf(reply)) ?? []).flatMap((item) => idOf(item) ?? [])
  }

  /** What hangs on things of the first user, a comment or an entry, made once more, since what is taken away once is tried on another; the pages of those things. */
  private async repeat(owner: Session): Promise<readonly string[]> {
    const pages: string[] = []
    const adding = this.probing.operations.filter(
      ({ method, path, purpose, page }) =>
        method === 'POST' && purpose === 'other' && page !== null && /\}\/[^{}/]+\/?$/.test(path) && !ACT.test(path),
    )
    for (const operation of adding.slice(0, MOST_OBJECTS)) {
      const taken = await this.probing.takenBy(operation)
      if (taken === null || taken.session !== owner) continue
      await this.probing.sendDraft(owner, taken.draft, { mayFail: true })
      pages.push(requestOf(taken.draft).path.replace(/\/[^/]+(\/?)$/, '$1'))
    }
    return pages
  }

  /** Pages as both users see them: those without parameters, and those of what the first made. */
  private async look(owner: Session, other: Session): Promise<readonly View[]> {
    const { operations, state } = this.probing
    const plain = operations
      .filter(({ method, path, purpose, exists }) => method === 'GET' && !path.includes('{') && READ.has(purpose) && exists !== 'no')
      .map(({ path }) => path)
    const items = operations.flatMap(({ method, path }) => {
      const item = method === 'GET' ? itemOf(path) : null
      const object = state.created.find(
        ({ collection, owner: by, isRemoved }) => !isRemoved && by === owner && collection === item?.collection,
      )
      return item === null || object === undefined ? [] : [fill(path, { [item.parameter]: object.id })]
    })
    const added = await this.repeat(owner)
    const views: View[] = []
    for (const page of new Set([...plain.slice(0, MOST_PAGES), ...added, ...items.slice(0, MOST_OBJECTS)])) {
      const seen = await this.read(page, owner)
      if (!isSuccess(seen)) continue
      const seenByOther = await this.read(page, other)
      views.push({ page, seen, seenByOther: isSuccess(seenByOther) ? seenByOther : null })
    }
    return views
  }
}
