export class NotFound extends Error {
  constructor(what, name) {
    super(`There is no ${what} called "${name}"`)
    this.status = 404
  }
}

export class Invalid extends Error {
  status = 422

  constructor(field, value) {
    super(`${field} may not be "${value}"`)
  }
}
