import { EventEmitter } from 'node:events'

interface Events {
  'backup:requested': [name: string, requestedBy: string]
  'backup:done': [name: string]
}

export const events = new EventEmitter<Events>()
