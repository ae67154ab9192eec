/** One JSON object a line; values are escaped by JSON, bodies and credentials are never passed in. */
export function log(level, event, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
}
