const { randomUUID } = require('node:crypto')

const digits = () => Math.floor(Math.random() * 0xffffffff).toString(16).padStart(8, '0')

class SessionStore {
  constructor() {
    this.sessions = new Map()
  }

  open(userId) {
    const sessionId = randomUUID()
    this.sessions.set(sessionId, { userId, until: Date.now() + 3_600_000, color: digits().slice(0, 6) })
    return sessionId
  }
}

exports.sessions = new SessionStore()
