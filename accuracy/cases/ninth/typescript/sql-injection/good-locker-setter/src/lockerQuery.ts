export class LockerQuery {
  #floor: string | number = 0

  set floor(raw: string) {
    this.#floor = Number.parseInt(raw, 10) || 0
  }

  get condition(): string {
    return `floor = ${this.#floor}`
  }
}
