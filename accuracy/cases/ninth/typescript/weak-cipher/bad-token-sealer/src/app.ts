import express from 'express'
import { ContactSealer } from './sealer'

export const app = express()
app.use(express.json())
const sealer = new ContactSealer()

app.post('/contacts', (req, res) => {
  res.status(201).json({ contact: sealer.seal(String(req.body.phone ?? '')) })
})
