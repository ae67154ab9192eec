export class NotFound extends Error {
  status = 404

  constructor(what) {
    super(`There is no such ${what}`)
  }
}
