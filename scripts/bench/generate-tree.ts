import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface GeneratedTree {
  readonly files: number
  readonly lines: number
  readonly bytes: number
}

/** Writes a backend of about so many lines, half Python and half TypeScript: routes, services, queries, helpers, with imports among them. */
export function generateTree(root: string, lines: number): GeneratedTree {
  let written = { files: 0, lines: 0, bytes: 0 }
  for (let index = 0; written.lines < lines; index += 1) {
    const [path, text] = index % 2 === 0 ? [`api/part_${index}.py`, pythonFile(index)] : [`web/src/part-${index}.ts`, typescriptFile(index)]
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    written = {
      files: written.files + 1,
      lines: written.lines + text.split('\n').length - 1,
      bytes: written.bytes + Buffer.byteLength(text),
    }
  }
  return written
}

function pythonFile(index: number): string {
  const previous = Math.max(0, index - 2)
  const head = `"""Orders of part ${index}."""\nimport logging\nfrom flask import Blueprint, jsonify, request\n${index === 0 ? '' : `from .part_${previous} import normalise_${previous}_0\n`}\nlogger = logging.getLogger(__name__)\nblueprint_${index} = Blueprint("part_${index}", __name__)\n`
  return head + Array.from({ length: 8 }, (_, part) => pythonPart(index, part)).join('')
}

function pythonPart(index: number, part: number): string {
  return `

def normalise_${index}_${part}(value, limit=${10 + part}):
    """Trims a value and bounds its length."""
    if value is None:
        return ""
    text = str(value).strip()
    if len(text) > limit:
        logger.info("cut a value of %d characters", len(text))
        text = text[:limit]
    parts = [piece for piece in text.split(",") if piece]
    return ",".join(sorted(parts))


class Store_${index}_${part}:
    def __init__(self, connection):
        self.connection = connection
        self.cache = {}

    def find(self, owner, name):
        key = (owner, name)
        if key in self.cache:
            return self.cache[key]
        cursor = self.connection.cursor()
        cursor.execute("SELECT id, name, total FROM orders WHERE owner = ? AND name = ?", (owner, name))
        row = cursor.fetchone()
        self.cache[key] = row
        return row


@blueprint_${index}.route("/part/${index}/${part}/<int:item>", methods=["GET"])
def show_${index}_${part}(item):
    name = normalise_${index}_${part}(request.args.get("name"))
    total = 0
    for step in range(item % 7):
        total += step * ${part + 1}
    try:
        result = {"item": item, "name": name, "total": total}
    except ValueError as error:
        logger.warning("no result: %s", error)
        return jsonify({"error": "bad request"}), 400
    return jsonify(result)
`
}

function typescriptFile(index: number): string {
  const previous = index - 2
  const head = `import { Router, type Request, type Response } from 'express'\n${previous < 1 ? '' : `import { normalise${previous}x0 } from './part-${previous}.ts'\n`}\nexport const router${index} = Router()\n`
  return head + Array.from({ length: 8 }, (_, part) => typescriptPart(index, part)).join('')
}

function typescriptPart(index: number, part: number): string {
  return `
export interface Order${index}x${part} {
  readonly id: number
  readonly name: string
  readonly total: number
}

/** Trims a value and bounds its length. */
export function normalise${index}x${part}(value: unknown, limit = ${10 + part}): string {
  if (value === undefined || value === null) return ''
  const text = String(value).trim()
  const pieces = text.split(',').filter((piece) => piece !== '')
  return pieces.sort().join(',').slice(0, limit)
}

export class Store${index}x${part} {
  private readonly cache = new Map<string, Order${index}x${part}>()
  constructor(private readonly database: { query(sql: string, values: unknown[]): Promise<{ rows: Order${index}x${part}[] }> }) {}

  async find(owner: string, name: string): Promise<Order${index}x${part} | undefined> {
    const key = \`\${owner}/\${name}\`
    const known = this.cache.get(key)
    if (known !== undefined) return known
    const { rows } = await this.database.query('SELECT id, name, total FROM orders WHERE owner = $1 AND name = $2', [owner, name])
    const [first] = rows
    if (first !== undefined) this.cache.set(key, first)
    return first
  }
}

router${index}.get('/part/${index}/${part}/:item', (request: Request, response: Response) => {
  const name = normalise${index}x${part}(request.query.name)
  let total = 0
  for (let step = 0; step < Number(request.params.item) % 7; step += 1) total += step * ${part + 1}
  if (total < 0) {
    response.status(400).json({ error: 'bad request' })
    return
  }
  response.json({ name, total })
})
`
}
