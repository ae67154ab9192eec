class Ticket {
  constructor({ id, target }) {
    this.id = id
    this.target = target
  }

  get location() {
    const { pathname } = new URL(this.target ?? '/', 'https://tickets.example.org')
    return '/tickets' + pathname
  }
}

module.exports = { Ticket }
