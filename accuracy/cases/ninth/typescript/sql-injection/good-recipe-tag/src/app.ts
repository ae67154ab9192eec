import { PrismaClient } from '@prisma/client'
import express from 'express'

const prisma = new PrismaClient()
export const app = express()

interface Row {
  id: number
  title: string
}

app.get('/recipes', async (req, res) => {
  const tags = ([] as string[]).concat((req.query.tag as string | string[]) ?? [])
  const tag = tags.at(-1) ?? 'dinner'
  const rows = await prisma.$queryRaw<Row[]>`SELECT id, title FROM recipes WHERE tag = ${tag} LIMIT 30`
  res.json(rows)
})
