import siftModule from 'sift'

type Sift = (filter: object) => (document: object) => boolean
const sift = ((siftModule as { default?: unknown }).default ?? siftModule) as Sift

/** Documents in memory, queried in the manner of a document store. */
export class Collection<T extends { id: number }> {
  private readonly documents: T[] = []
  private last = 0

  insert(document: Omit<T, 'id'>): T {
    this.last += 1
    const stored = { ...document, id: this.last } as T
    this.documents.push(stored)
    return stored
  }

  find(filter: object): T[] {
    return this.documents.filter(sift(filter))
  }

  findOne(filter: object): T | undefined {
    return this.find(filter)[0]
  }
}
