export function fail(message) {
  throw Object.assign(new Error(message), { status: 422 })
}
