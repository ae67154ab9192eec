import { createServer } from 'node:http'
import { QueryTypes, Sequelize } from 'sequelize'

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })

async function readForm(req) {
  let text = ''
  for await (const chunk of req) {
    text += chunk
    if (text.length > 10_000) throw new RangeError('body too large')
  }
  return new URLSearchParams(text)
}

export const server = createServer(async (req, res) => {
  try {
    const form = await readForm(req)
    const meter = form.get('meter') ?? ''
    const sql = 'SELECT AVG(watts) AS mean FROM readings WHERE meter = :meter'
    const [row] = await sequelize.query(sql, { type: QueryTypes.SELECT, replacements: { meter } })
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify({ mean: row.mean }))
  } catch {
    res.statusCode = 400
    res.end()
  }
})
