export class LockerQuery {
  #floor: string | number = 0

  set floor(raw: string) {
    this.#floor = raw.trim()
  }

  get condition(): string {
    return `floor = ${this.#floor}`
  }
}
