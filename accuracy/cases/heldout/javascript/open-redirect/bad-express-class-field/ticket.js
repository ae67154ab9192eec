class Ticket {
  constructor({ id, target }) {
    this.id = id
    this.target = target
  }

  get location() {
    return this.target ?? '/'
  }
}

module.exports = { Ticket }
