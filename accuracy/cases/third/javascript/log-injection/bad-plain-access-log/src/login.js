import { audit } from './audit-log.js'
import { checkPassword } from './passwords.js'
import { limiter } from './limiter.js'

export function register(app) {
  app.post('/login', limiter, async (req, res) => {
    const { name, password } = req.body
    const user = await checkPassword(name, password)
    if (!user) {
      audit('login-failed', name)
      return res.status(401).json({ message: 'Name or password is wrong' })
    }
    req.session.regenerate(() => {
      req.session.userId = user.id
      res.sendStatus(204)
    })
  })
}
