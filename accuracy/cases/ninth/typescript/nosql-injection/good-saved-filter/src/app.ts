import express from 'express'
import { model, Schema } from 'mongoose'

const Plant = model('Plant', new Schema({ family: String, light: String, name: String }))

export const app = express()

function decodeFilter(token: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}

app.get('/plants', async (req, res) => {
  const saved = decodeFilter(String(req.query.filter ?? 'e30'))
  const filter = { family: String(saved.family), light: String(saved.light) }
  const plants = await Plant.find(filter).limit(50).lean()
  res.json(plants.map((plant) => plant.name))
})
