import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

interface Recipe {
  id: number
  title: string
}

const sql = postgres(process.env.DATABASE_URL ?? '')
const app = new Hono()

async function recipes(diet: string): Promise<Recipe[]> {
  return await sql.unsafe<Recipe[]>(`SELECT id, title FROM recipes WHERE diet = '${diet}' LIMIT 30`)
}

app.get('/recipes', async (c) => {
  const accepted = (c.req.header('x-diet') ?? 'any').split(',')
  const diets: string[] = []
  for (const entry of accepted) diets.push(entry.trim())

  const [first = 'any'] = diets
  return c.json(await recipes(first))
})

serve({ fetch: app.fetch, port: 3000 })
