import type { Module } from '../ir/ir.ts'
import { textOf } from './place.ts'
import type { Program } from './program.ts'

const DECLARED = /^\s+(?:__tablename__|db_table|table_name|tablename)\s*=\s*["'](?<table>[\w.]+)["']/m
const DECORATED = /@(?:Entity|Table|Schema)\(\s*(?:\{[^})]*?(?:name|tableName|collection)\s*:\s*)?["'`](?<table>[\w.]+)["'`]/
const DEFINED =
  /\b(?:const|let|var)\s+(?<owner>\w{1,80})\s*=\s*(?:[\w.]{1,80}\.)?(?:define|model|\w{0,20}[tT]able)\(\s*["'`](?<table>[\w.]+)["'`]/g
/** What stands further from the head of a class says nothing of its table. */
const LONGEST_HEAD = 3000
const LONGEST_DECORATOR = 300

const known = new WeakMap<Program, ReadonlyMap<string, string>>()

/** The names that classes and variables give to tables: `__tablename__ = 'notes'`, `@Entity('notes')`, `pgTable('notes', ...)`. */
function declaredNames(program: Program): ReadonlyMap<string, string> {
  let names = known.get(program)
  if (names === undefined) {
    names = new Map(program.modules.flatMap((module) => [...declarationsOf(module)]))
    known.set(program, names)
  }
  return names
}

function* declarationsOf(module: Module): Generator<readonly [string, string]> {
  const text = textOf(module)
  const isPython = module.language === 'python'
  for (const { name, start, end } of module.classes) {
    const head = isPython
      ? text.slice(start, Math.min(end, start + LONGEST_HEAD))
      : text.slice(Math.max(0, start - LONGEST_DECORATOR), start + LONGEST_DECORATOR)
    const table = (isPython ? DECLARED : DECORATED).exec(head)?.groups?.table
    if (table !== undefined) yield [simple(name), simple(table)]
  }
  if (isPython) return
  for (const { groups: { owner = '', table = '' } = {} } of text.matchAll(DEFINED)) yield [simple(owner), simple(table)]
}

/** One spelling for `SavedReport`, `saved_reports`, `public.saved_reports`. */
function simple(name: string): string {
  const word = name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/(?:Model|Entity|Schema|Document|Table)$/, '')
    .replace(/[_\W]/g, '')
    .toLowerCase()
  return word
    .replace(/ies$/, 'y')
    .replace(/(?<=[sx]|ch|sh)es$/, '')
    .replace(/(?<!s)s$/, '')
}

export const simpleColumn = (name: string): string => name.replace(/[_\W]/g, '').toLowerCase()

const RELATED_NAME = /\brelated_name\s*=\s*["'](?<name>\w+)["']/g
const RELATION =
  /^\s+(?<name>\w+)\s*(?::[^=\n]*)?=\s*(?:[\w.]{1,40}\.)?(?:relationship|ForeignKey|ForeignKeyField|OneToOneField|ManyToManyField)\(\s*["']?(?:\w+\.)?(?<model>\w+)/gm
const JOINED = /\.(?:hasMany|hasOne|belongsTo|belongsToMany)\(\s*(?<model>\w+)\s*,\s*\{[^}]{0,200}?\bas:\s*["'](?<name>\w+)["']/g
const DECORATED_RELATION =
  /@(?:OneToMany|ManyToOne|OneToOne|ManyToMany)\(\s*(?:type\s*|\(\s*\w*\s*\))\s*=>\s*(?<model>\w+)[\s\S]{0,200}?\n\s*(?:readonly |public )?(?<name>\w+)[!?]?:/g

const relations = new WeakMap<Program, ReadonlyMap<string, readonly string[]>>()

/** The tables whose rows a member of that name of another row may be: `horse.notes`, `post.author`. */
export function relatedTables(program: Program, name: string): readonly string[] {
  let found = relations.get(program)
  if (found === undefined) {
    const named = program.modules.flatMap((module) => [...relationsOf(module)])
    found = new Map(
      [...Map.groupBy(named, ([relation]) => relation)].map(([relation, models]) => [relation, models.map(([, model]) => model)]),
    )
    relations.set(program, found)
  }
  return [...(found.get(name) ?? []), name.replace(/_set$/, '')]
}

function* relationsOf(module: Module): Generator<readonly [string, string]> {
  const text = textOf(module)
  if (module.language === 'python')
    for (const { name: owner, start, end } of module.classes) {
      const body = text.slice(start, Math.min(end, start + LONGEST_HEAD))
      for (const { groups: { name = '' } = {} } of body.matchAll(RELATED_NAME)) yield [name, owner]
      for (const { groups: { name = '', model = '' } = {} } of body.matchAll(RELATION)) yield [name, model]
    }
  else
    for (const pattern of [JOINED, DECORATED_RELATION])
      for (const { groups: { name = '', model = '' } = {} } of text.matchAll(pattern)) yield [name, model]
}

/** One name for each table of a program, however a statement, a class or a variable calls it. */
export function tableName(program: Program, name: string): string {
  const plain = simple(name)
  return declaredNames(program).get(plain) ?? plain
}
