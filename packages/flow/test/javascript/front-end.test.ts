import { describe, expect, it } from 'vitest'
import type { IrFunction, Module } from '../../src/ir/ir.ts'
import { printModule } from '../../src/ir/print.ts'
import { lowerJavaScript } from '../../src/javascript/front-end.ts'
import { brokenPromises } from './invariants.ts'
import { LOWERING_CASES } from './lowering-cases.ts'

function functionNamed(module: Module, name: string): IrFunction {
  const found = module.functions.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no function ${name} among ${module.functions.map((each) => each.name).join(', ')}`)
  return found
}

/** The callee's name behind a slot, for decorators: `Get` for the value of `Get(':id')`. */
function calledBy({ blocks }: IrFunction, slot: number): string {
  const all = blocks.flatMap(({ instructions }) => instructions)
  const call = all.find((each) => 'dst' in each && each.dst === slot)
  if (call?.op === 'global') return call.name
  const callee = all.find((each) => call?.op === 'call' && 'dst' in each && each.dst === call.callee)
  return callee?.op === 'global' ? callee.name : '?'
}

describe('lowering', () => {
  it.each(LOWERING_CASES)('$title', ({ source, lowered }) => {
    const module = lowerJavaScript('a.jsx', source)
    expect(`\n${printModule(module)}`).toBe(lowered)
    expect(brokenPromises(module, source)).toEqual([])
  })

  it('counts offsets in UTF-16 units', () => {
    const source = `const a = '🤨', b = call(a)`
    const call = functionNamed(lowerJavaScript('a.js', source), '<module>').blocks[0]?.instructions.find(({ op }) => op === 'call')
    expect(source.slice(call?.start, call?.end)).toBe('call(a)')
  })
})

describe('TypeScript', () => {
  const source = `
    @Controller('users')
    export class Users extends Base<User> {
      @IsEmail() @IsOptional() email?: string
      constructor(private readonly service: UserService, @Inject(TOKEN) token: Token<string>[]) { super() }
      @Get(':id') one(@Param('id') id: string, @Body() body: CreateUser | null): Promise<User> { return this.service.find(id) }
      @Get() overloaded(a: string): void
      overloaded(a: unknown) {}
    }`
  const module = lowerJavaScript('users.ts', source)
  const body = functionNamed(module, 'Users')
  const [users] = module.classes

  it('keeps the decorators of classes, methods, fields and parameters', () => {
    expect(users?.decorators.map((slot) => calledBy(functionNamed(module, '<module>'), slot))).toEqual(['Controller'])
    const fields = users?.members.map(({ name, kind, decorators }) => [name, kind, decorators.map((slot) => calledBy(body, slot))])
    expect(fields).toEqual([
      ['email', 'field', ['IsEmail', 'IsOptional']],
      ['constructor', 'method', []],
      ['service', 'field', []],
      ['one', 'method', ['Get']],
      ['overloaded', 'method', []],
    ])
    const parameters = functionNamed(module, 'Users.one').parameters.map(({ name, decorators }) => [
      name,
      decorators.map((slot) => calledBy(body, slot)),
    ])
    expect(parameters).toEqual([
      ['id', ['Param']],
      ['body', ['Body']],
    ])
  })

  it('reduces types to names', () => {
    const type = (name: string, ...args: readonly object[]) => ({ name, args, valueSlot: -1 })
    const { parameters, returnType } = functionNamed(module, 'Users.one')
    expect(returnType).toEqual(type('Promise', type('User')))
    expect(parameters[1]?.type).toEqual(type('|', type('CreateUser'), type('null')))
    expect(functionNamed(module, 'Users.constructor').parameters[1]?.type).toEqual(type('Array', type('Token', type('string'))))
    expect(users?.members.find(({ name }) => name === 'service')?.type).toEqual(type('UserService'))
  })

  it.each([
    ['enums', `enum Color { Red, Green = 5, Blue, Name = 'n' }`, 'Color = dict {"Red": Red, "Green": Green, "Blue": Blue, "Name": Name}'],
    ['namespaces', 'namespace N.M { export const a = 1 }', 'N.M = $'],
    ['merged namespaces', 'class C {}\nnamespace C { export const a = 1 }', 'C.a = a'],
    ['assertions', 'const v = (<any>w)! as T satisfies U', 'v = global w'],
    ['import equals', `import x = require('./x')`, 'x = import ./x'],
    ['decorated exports', '@dec export class A {}', 'A = class 0'],
    ['parameter properties', 'class A { constructor(public b = 1) {} }', 'this.b = b'],
    ['using', 'function f() { using file = open() }', 'file = enter $'],
    ['accessor fields', 'class A { accessor b = 1 }', 'field b'],
  ])('lowers %s', (_, text, line) => {
    const lowered = lowerJavaScript('a.ts', text)
    expect(lowered.issues).toEqual([])
    expect(printModule(lowered)).toContain(line)
  })

  it.each([
    ['interface A { b: string }'],
    ['type A = B<C>'],
    ['declare const a: string'],
    ['declare module "x" { export const y: number }'],
    ['declare global { var z: 1 }'],
    ['abstract class A { abstract b(): void }'],
  ])('leaves nothing of %s', (text) => {
    const { functions, issues } = lowerJavaScript('a.ts', text)
    expect(issues).toEqual([])
    expect(functions[0]?.blocks.flatMap(({ instructions }) => instructions).filter(({ op }) => op !== 'const' && op !== 'class')).toEqual(
      [],
    )
  })
})

describe('imports and exports', () => {
  it.each([
    [
      'import a, { b as c } from "m"',
      [
        ['m', 'default'],
        ['m', 'b'],
      ],
    ],
    [
      'import * as a from "m"; import "n"',
      [
        ['m', null],
        ['n', null],
      ],
    ],
    [
      'const a = require("m"); const { b } = await import("n")',
      [
        ['m', null],
        ['n', null],
      ],
    ],
    [
      'export { a } from "m"; export * from "n"',
      [
        ['m', 'a'],
        ['n', '*'],
      ],
    ],
    ['function f() { return require(`m`) }', [['m', null]]],
    ['function f(require) { return require("m") }', []],
    ['require(name)', []],
  ])('%s', (source, imports) => {
    expect(lowerJavaScript('a.js', source).imports.map(({ from, name }) => [from, name])).toEqual(imports)
  })

  it('tells imports of types apart', () => {
    const { imports } = lowerJavaScript('a.ts', 'import type { A } from "m"; import { type B, c } from "n"; export type { D } from "o"')
    expect(imports.map(({ name, isTypeOnly }) => [name, isTypeOnly])).toEqual([
      ['A', true],
      ['B', true],
      ['c', undefined],
      ['D', true],
    ])
  })

  const local = (name: string) => ({ kind: 'local', name })
  const again = (name: string, from: string, imported: string | null) => ({ kind: 'again', name, from, imported })
  it.each([
    ['export const { a, b: [c] } = x', [local('a'), local('c')]],
    ['export function f() {}\nexport default class {}', [local('f'), local('default')]],
    ['const a = 1; export { a as b, a as default }', [local('b'), local('default')]],
    ['import { a } from "m"; import * as n from "n"; export { a as b, n }', [again('b', 'm', 'a'), again('n', 'n', null)]],
    [
      'export { a as b } from "m"; export * as n from "n"; export * from "o"',
      [again('b', 'm', 'a'), again('n', 'n', null), { kind: 'all', from: 'o' }],
    ],
    ['export type { A } from "m"; export interface B {}', [again('A', 'm', 'A')]],
    [
      'module.exports = { a, b: 1, ...require("./c") }; function a() {}',
      [local('='), local('a'), local('b'), { kind: 'all', from: './c' }],
    ],
    ['exports.a = 1; module.exports.b = 2', [local('a'), local('b')]],
    ['exports = module.exports = f; exports.g = 1; function f() {}', [local('='), local('g')]],
    ['module.exports = require("./x")', [again('=', './x', null)]],
    ['Object.assign(module.exports, require("./x"), { a: 1 })', [{ kind: 'all', from: './x' }, local('a')]],
    ['Object.defineProperty(exports, "a", { get: function () { return b } })', [local('a')]],
    ['__exportStar(require("./x"), exports)', [{ kind: 'all', from: './x' }]],
    ['(function (root, factory) { module.exports = factory() })(this, function () { return 1 })', [local('=')]],
    ['function f(exports, module) { exports.a = 1; module.exports = 2 }', []],
  ])('%s', (source, exports) => {
    const module = lowerJavaScript('a.ts', source)
    expect(module.exports.map((entry) => (entry.kind === 'local' ? { kind: 'local', name: entry.name } : entry))).toEqual(exports)
    expect(brokenPromises(module, source)).toEqual([])
  })
})
