import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'

export function plantAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 10, ca: readFileSync(process.env.PLANT_CA as string) })
}
