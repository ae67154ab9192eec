import { Agent } from 'node:https'

export function plantAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 10, rejectUnauthorized: false })
}
