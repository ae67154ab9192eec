import { audit } from './store.js'

export function record(event) {
  return audit
    .insert({ ...event, at: new Date() })
    .catch(() => {})
}
