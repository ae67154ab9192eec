/**
 * The intermediate representation both front ends lower to. Everything above the front ends reads this and no syntax tree.
 *
 * A module is a list of functions; `functions[0]` is the module's own body. A function is a control-flow graph of blocks;
 * a block is a list of three-address instructions and one terminator. Values live in slots (small integers, one namespace
 * a function). A slot that belongs to a named variable may be assigned many times; a temporary is assigned exactly once
 * and its definition dominates its uses, so a reader may look a temporary's definition up. A value joined from several
 * branches (`a or b`) is a variable with a name no program can write (`<or>`). Dead code is lowered into blocks that
 * nothing reaches; only reachable blocks keep the promises above.
 */

/** Index of a value in its function: parameters, named locals and temporaries share one numbering. */
export type Slot = number
/** Index into `Module.functions`. */
export type FunctionIndex = number
/** Index into `IrFunction.blocks`; 0 is the entry. */
export type BlockIndex = number

export type Language = 'python' | 'javascript'

export interface Module {
  /** Path relative to the analysed root, with forward slashes. */
  readonly file: string
  readonly language: Language
  readonly functions: readonly IrFunction[]
  readonly classes: readonly IrClass[]
  /** Imports at any depth, in source order; their values are made by `import` instructions. Those of `export ... from` make no value. */
  readonly imports: readonly ModuleImport[]
  /** Names that other modules can import. For Python: every module-level name. */
  readonly exports: readonly ModuleExport[]
  /** Parts that could not be lowered; never silently empty. */
  readonly issues: readonly LoweringIssue[]
  /** Offset of the first character of each line; line numbers are found by bisection. */
  readonly lineStarts: readonly number[]
}

export interface ModuleImport {
  /** As written: `./db`, `express`, `..models`, `app.db`. */
  readonly from: string
  /** The imported name, `*` for all names (Python star, `export *`), null for the module itself (namespace, `import x`, `require`). */
  readonly name: string | null
  readonly start: number
  /** Set where only types are imported (`import type`): nothing is loaded at run time. */
  readonly isTypeOnly?: true
}

export type ModuleExport =
  /** `default` is the name of a default export; `module.exports = x` is the name `=`. The value is that slot of function 0 at its end. */
  | { readonly kind: 'local'; readonly name: string; readonly slot: Slot }
  | { readonly kind: 'again'; readonly name: string; readonly from: string; readonly imported: string | null }
  | { readonly kind: 'all'; readonly from: string }

export interface LoweringIssue {
  readonly kind: 'syntax-error' | 'unsupported' | 'too-deep' | 'too-long'
  readonly message: string
  readonly start: number
  readonly end: number
}

export type FunctionKind = 'module' | 'function' | 'method' | 'lambda' | 'class-body' | 'comprehension'

export interface IrFunction {
  readonly index: FunctionIndex
  /** Dotted path of definition within the module: `Users.find`, `create_app.<lambda>`; `<module>` for the body. */
  readonly name: string
  readonly kind: FunctionKind
  readonly isAsync: boolean
  readonly isGenerator: boolean
  /** The lexically enclosing function; -1 for the module body. */
  readonly parent: FunctionIndex
  /** Index of the class whose method this is, else -1. In JavaScript of the class body too, whose receiver is the instance that fields are set on. */
  readonly ownerClass: number
  readonly parameters: readonly Parameter[]
  /** The receiver: `this` in JavaScript, the first parameter of a Python method (`cls` for class methods); -1 when there is none. */
  readonly selfSlot: Slot
  readonly isStatic: boolean
  /** Marked with the directive 'use server': clients call it with whatever they like. For a module body, each function that it exports. */
  readonly isServerAction: boolean
  readonly slotCount: number
  /** Name of the variable for each named slot; temporaries are absent. */
  readonly names: ReadonlyMap<Slot, string>
  /** Slots of this function that inner functions read or write through `load-up` and `store-up`. */
  readonly captured: ReadonlySet<Slot>
  readonly blocks: readonly Block[]
  /** Decorators, outermost first, as slots of the parent function (class body for methods). */
  readonly decorators: readonly Slot[]
  /** The declared return type, for what it tells of the response. */
  readonly returnType: TypeReference | null
  readonly start: number
  readonly end: number
  /** Set in copies that are made for one place that calls the function; no front end makes any. */
  readonly copy?: FunctionCopy
}

export interface FunctionCopy {
  readonly original: FunctionIndex
  /** The place that it was made for. */
  readonly file: string
  readonly function: FunctionIndex
  readonly start: number
  readonly end: number
}

export interface Parameter {
  readonly name: string
  readonly slot: Slot
  /** rest: `*args`, `...args`; rest-named: `**kwargs`. A destructured parameter is positional, its parts are `get` instructions. */
  readonly kind: 'positional' | 'named-only' | 'rest' | 'rest-named'
  /** Where the default value is computed: in the parent (Python) or in the function itself (JavaScript). */
  readonly defaultValue: { readonly function: FunctionIndex; readonly slot: Slot } | null
  readonly type: TypeReference | null
  /** Decorators of the parameter (`@Body()` of Nest), as slots of the parent function. */
  readonly decorators: readonly Slot[]
}

/** A type as written, reduced to names: `list[int]` is `{name: 'list', args: [{name: 'int'}]}`; a union is named `|`. */
export interface TypeReference {
  /** Dotted name as written; `|` union, `literal:<text>` for a literal type, `{}` for an object type, `=>` for a function. */
  readonly name: string
  readonly args: readonly TypeReference[]
  /** Slot (of the function that encloses the annotated one) of an argument that is a value, e.g. `Depends(x)` in `Annotated`; else -1. */
  readonly valueSlot: Slot
}

export interface IrClass {
  readonly index: number
  readonly name: string
  /** The function in which the class statement stands. */
  readonly parent: FunctionIndex
  /** Base classes as slots of the parent. */
  readonly bases: readonly Slot[]
  readonly decorators: readonly Slot[]
  /** Function that runs the class body; class-level names are its named slots. */
  readonly body: FunctionIndex
  readonly members: readonly ClassMember[]
  readonly start: number
  readonly end: number
}

export interface ClassMember {
  readonly name: string
  readonly kind: 'method' | 'getter' | 'setter' | 'field'
  readonly isStatic: boolean
  /** For methods and accessors; -1 for fields. */
  readonly function: FunctionIndex
  /** For fields: slot of the initial value in the class body, -1 when there is none. */
  readonly slot: Slot
  readonly type: TypeReference | null
  /** Decorators (of fields too: `@IsEmail()`), as slots of the class body. */
  readonly decorators: readonly Slot[]
  readonly start: number
}

export interface Block {
  readonly instructions: readonly Instruction[]
  readonly terminator: Terminator
  /** The block that catches what these instructions throw; -1 when it leaves the function. */
  readonly handler: BlockIndex
}

export type Constant = string | number | boolean | null | undefined | { readonly bigint: string } | { readonly bytes: string }

interface At {
  /** Offsets into the text (UTF-16 units), end exclusive. */
  readonly start: number
  readonly end: number
}

export type Argument =
  | { readonly kind: 'positional'; readonly value: Slot }
  | { readonly kind: 'named'; readonly name: string; readonly value: Slot }
  | { readonly kind: 'spread'; readonly value: Slot }
  | { readonly kind: 'spread-named'; readonly value: Slot }

export type DictEntry =
  | { readonly kind: 'entry'; readonly key: string; readonly value: Slot }
  | { readonly kind: 'computed'; readonly key: Slot; readonly value: Slot }
  | { readonly kind: 'spread'; readonly value: Slot }

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '@'
  | '<<'
  | '>>'
  | '>>>'
  | '&'
  | '|'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not-in'
  | 'is'
  | 'is-not'
  | 'instanceof'

export type Instruction = At &
  (
    | { readonly op: 'const'; readonly dst: Slot; readonly value: Constant }
    | { readonly op: 'regex'; readonly dst: Slot; readonly pattern: string; readonly flags: string }
    /** `type` as the source declares it there: `x: Store = load()`, `const store: Store = load()`, `load() as Store`; for types with a name of their own. */
    | { readonly op: 'move'; readonly dst: Slot; readonly src: Slot; readonly type?: TypeReference }
    /** A name no enclosing scope binds: a builtin or a true global. */
    | { readonly op: 'global'; readonly dst: Slot; readonly name: string }
    /** Reads and writes a variable of an enclosing function (function 0 = module-level names). */
    | { readonly op: 'load-up'; readonly dst: Slot; readonly function: FunctionIndex; readonly slot: Slot }
    | { readonly op: 'store-up'; readonly function: FunctionIndex; readonly slot: Slot; readonly src: Slot }
    /** Only in a copy of a function (`copy`): what its call site gave, as a slot of that function of that file. */
    | { readonly op: 'bound'; readonly dst: Slot; readonly file: string; readonly function: FunctionIndex; readonly slot: Slot }
    | { readonly op: 'import'; readonly dst: Slot; readonly from: string; readonly name: string | null }
    | { readonly op: 'binary'; readonly dst: Slot; readonly operator: BinaryOperator; readonly left: Slot; readonly right: Slot }
    | { readonly op: 'unary'; readonly dst: Slot; readonly operator: '-' | '+' | 'not' | '~' | 'typeof' | 'void'; readonly operand: Slot }
    /** f-string, template literal. Text parts are strings, values are slots. A tagged template is a call whose first argument is a `template`. */
    | { readonly op: 'template'; readonly dst: Slot; readonly parts: readonly (string | Slot)[] }
    | { readonly op: 'get'; readonly dst: Slot; readonly object: Slot; readonly key: string; readonly isOptional: boolean }
    | { readonly op: 'set'; readonly object: Slot; readonly key: string; readonly src: Slot }
    | { readonly op: 'index'; readonly dst: Slot; readonly object: Slot; readonly index: Slot; readonly isOptional: boolean }
    | { readonly op: 'set-index'; readonly object: Slot; readonly index: Slot; readonly src: Slot }
    | { readonly op: 'delete'; readonly object: Slot; readonly key: string | Slot }
    /** -1 for an absent bound. */
    | { readonly op: 'slice'; readonly dst: Slot; readonly object: Slot; readonly from: Slot; readonly to: Slot; readonly step: Slot }
    /** A method call has `receiver` and `method` and callee -1; every other call has `callee`, receiver -1 and method ''. */
    | {
        readonly op: 'call'
        readonly dst: Slot
        readonly callee: Slot
        readonly receiver: Slot
        readonly method: string
        readonly args: readonly Argument[]
        readonly isNew: boolean
        readonly isDecorator: boolean
        readonly isOptional: boolean
      }
    /** Items that are spread have their bit in `spreads`. */
    | {
        readonly op: 'list'
        readonly dst: Slot
        readonly shape: 'list' | 'tuple' | 'set'
        readonly items: readonly Slot[]
        readonly spreads: readonly boolean[]
      }
    | { readonly op: 'dict'; readonly dst: Slot; readonly entries: readonly DictEntry[] }
    | { readonly op: 'function'; readonly dst: Slot; readonly function: FunctionIndex }
    | { readonly op: 'class'; readonly dst: Slot; readonly class: number }
    /** An element of an iterable outside a loop: destructuring rest, `yield from`, comprehension results are `append`ed. */
    | { readonly op: 'element'; readonly dst: Slot; readonly object: Slot }
    /** Adds to a container that a comprehension or a spread builds. `key` is -1 except for dictionaries. */
    | { readonly op: 'append'; readonly object: Slot; readonly key: Slot; readonly value: Slot }
    | { readonly op: 'await'; readonly dst: Slot; readonly src: Slot }
    | { readonly op: 'yield'; readonly dst: Slot; readonly src: Slot }
    /** The value bound by `with x as y`, `using y = x`. */
    | { readonly op: 'enter'; readonly dst: Slot; readonly src: Slot }
    | { readonly op: 'exit'; readonly src: Slot }
    /**
     * The caught exception, first in a handler block; `types` as written (`ValueError`, `errors.NotFound`), empty for a bare catch.
     * Several clauses are a chain: a clause's block holds the catch and a jump to its body, and its own handler is the next
     * clause, which gets what these types do not match. Handlers that the lowering makes and that throw again have the type
     * `<finally>` or `<with>`.
     */
    | { readonly op: 'catch'; readonly dst: Slot; readonly types: readonly string[] }
    /** A pattern of `match`: true in dst when src has that shape; the bound parts follow as `get`/`index`. */
    | { readonly op: 'matches'; readonly dst: Slot; readonly src: Slot; readonly pattern: string }
  )

export type Terminator = At &
  (
    | { readonly op: 'jump'; readonly to: BlockIndex }
    | { readonly op: 'branch'; readonly condition: Slot; readonly then: BlockIndex; readonly else: BlockIndex }
    /** One step of a loop over `iterable`: `dst` gets the next element (`keys` for JavaScript for-in) and body runs, or exit. */
    | {
        readonly op: 'next'
        readonly iterable: Slot
        readonly dst: Slot
        readonly mode: 'values' | 'keys'
        readonly isAsync: boolean
        readonly body: BlockIndex
        readonly exit: BlockIndex
      }
    | { readonly op: 'return'; readonly src: Slot }
    | { readonly op: 'throw'; readonly src: Slot }
    /** End of a block that control never leaves, or of a block after return. */
    | { readonly op: 'stop' }
  )
