/** Qualified names, each text made once, so that all who ask for one compare it at once. */
export class QualifiedNames {
  readonly #names = new Map<string, Map<string | null, string>>()

  /** One text for each name, so that all who ask for one compare it once; null for what calling gives. */
  of(name: string, key: string | null): string {
    let members = this.#names.get(name)
    if (members === undefined) {
      members = new Map()
      this.#names.set(name, members)
    }
    let joined = members.get(key)
    if (joined === undefined) {
      joined = key === null ? `${name}()` : `${name}.${key}`
      members.set(key, joined)
    }
    return joined
  }
}
