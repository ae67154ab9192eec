import { createHmac, pbkdf2, pbkdf2Sync, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import express from 'express'

const app = express()
app.use(express.text({ limit: '50kb' }))
const later = promisify(pbkdf2)

const derivations = {
  key: async (pass, salt) => later(pass, salt, 310000, 32, 'sha256'),
}

app.post('/signatures', async (req, res) => {
  const salt = randomBytes(16)
  const key = await derivations.key(process.env.SIGNING_PASS, salt)
  const signature = createHmac('sha256', key).update(String(req.body)).digest('hex')
  res.json({ salt: salt.toString('hex'), signature })
})

app.listen(3000)
