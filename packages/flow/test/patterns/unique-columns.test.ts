import { expect, it } from 'vitest'
import { createProgram } from '../../src/engine/program.ts'
import type { Module } from '../../src/ir/ir.ts'
import { declaresUnique } from '../../src/patterns/unique-columns.ts'

const TABLES = 'CREATE TABLE IF NOT EXISTS "shop"."users" (email text UNIQUE); create table orders (id int);'
const MODELS = 'class Booking(Base):\n    seat = Column(unique=True)\n\nclass Seat(Base):\n    row = Column()\n'

it.each([
  ['users', [TABLES], true],
  ['Users', [TABLES], true],
  ['orders', [TABLES], false],
  ['shop', [TABLES], true],
  ['Booking', [MODELS], true],
  ['Seat', [MODELS], false],
  ['seats', [MODELS], true],
  ['', [MODELS], true],
  ['', ['create table orders (id int)'], false],
  ['orders', [TABLES, 'create table orders (id int, UNIQUE (id))'], true],
])('%s', (table, texts, expected) => {
  const modules = texts.map((_, index) => ({ file: `${index}.py` }) as Module)
  expect(
    declaresUnique(
      createProgram(modules, () => null),
      (file) => texts[Number.parseInt(file, 10)] ?? '',
      table,
    ),
  ).toBe(expected)
})
