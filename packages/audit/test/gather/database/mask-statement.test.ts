import { assert, property, string } from 'fast-check'
import { expect, it } from 'vitest'
import { maskPlanLine, maskStatement } from '../../../src/gather/database/mask-statement.ts'

it.each([
  ["SELECT * FROM users WHERE mail = 'a@example.com' AND age > 41", 'SELECT * FROM users WHERE mail = ? AND age > ?'],
  ["UPDATE t SET note = 'it''s' WHERE id = $1", 'UPDATE t SET note = ? WHERE id = $1'],
  ["SELECT E'a\\'b', $$secret$$, $tag$more$tag$", 'SELECT ?, ?, ?'],
  ["SELECT 'cut off in the mid", 'SELECT ?'],
  ['SELECT col1, "2nd" FROM table2 t3 LIMIT 20', 'SELECT col1, "2nd" FROM table2 t3 LIMIT ?'],
  ['INSERT INTO t VALUES (-1.5e3,\n  2)', 'INSERT INTO t VALUES (?, ?)'],
])('%s', (text, masked) => {
  expect(maskStatement(text)).toBe(masked)
})

it("leaves the planner's figures and takes the literals of conditions", () => {
  expect(maskPlanLine('Seq Scan on orders  (cost=0.00..1133.00 rows=12 width=20)')).toBe(
    'Seq Scan on orders  (cost=0.00..1133.00 rows=12 width=20)',
  )
  expect(maskPlanLine("  Filter: ((status = 'open'::text) AND (total > 350))")).toBe('  Filter: ((status = ?::text) AND (total > ?))')
})

it('lets no text between quotes through', () => {
  assert(
    property(string({ maxLength: 30 }), (secret) => {
      const marked = `hidden${secret.replaceAll(/['\\$\s]/g, '')}`
      expect(maskStatement(`SELECT 1 FROM t WHERE a = '${marked}' AND b = 2`)).not.toContain(marked)
    }),
  )
})
