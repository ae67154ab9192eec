import type { RegexNode } from './regex-tree.ts'

export type MatchMode = 'full' | 'start' | 'anywhere'

/** Steps a backtracking matcher takes on the text (indices of the alphabet); stops at the limit. */
export function matchingSteps(root: RegexNode, text: readonly number[], mode: MatchMode, limit: number): number {
  const matcher = new Matcher(text, limit)
  const last = mode === 'anywhere' ? text.length : 0
  for (let from = 0; from <= last && matcher.steps < limit; from++) {
    if (matcher.match(root, from, 0, (at) => mode !== 'full' || at === text.length)) break
  }
  return matcher.steps
}

type Continue = (at: number) => boolean

class Matcher {
  steps = 0
  readonly #text: readonly number[]
  readonly #limit: number

  constructor(text: readonly number[], limit: number) {
    this.#text = text
    this.#limit = limit
  }

  match(node: RegexNode, at: number, depth: number, then: Continue): boolean {
    if (++this.steps >= this.#limit || depth > DEEPEST) return false
    switch (node.kind) {
      case 'characters': {
        const character = this.#text[at]
        return character !== undefined && (node.set >> BigInt(character)) % 2n === 1n && then(at + 1)
      }
      case 'sequence':
        return this.#sequence(node.parts, 0, at, depth, then)
      case 'choice':
        return node.options.some((option) => this.match(option, at, depth + 1, then))
      case 'repeat':
        return this.#repeat(node, 0, at, depth, then)
      case 'start':
        return at === 0 && then(at)
      case 'end':
        return at === this.#text.length && then(at)
      case 'empty':
        return then(at)
    }
  }

  #sequence(parts: readonly RegexNode[], index: number, at: number, depth: number, then: Continue): boolean {
    const part = parts[index]
    if (part === undefined) return then(at)
    return this.match(part, at, depth + 1, (next) => this.#sequence(parts, index + 1, next, depth + 1, then))
  }

  #repeat(node: RegexNode & { kind: 'repeat' }, count: number, at: number, depth: number, then: Continue): boolean {
    if (this.steps >= this.#limit || depth > DEEPEST) return false
    const more = (): boolean =>
      count < node.max &&
      this.match(
        node.part,
        at,
        depth + 1,
        (next) => (next > at || count < node.min) && this.#repeat(node, count + 1, next, depth + 1, then),
      )
    if (count < node.min) return more()
    return node.isLazy ? then(at) || more() : more() || then(at)
  }
}

/** Nesting of the matcher itself; texts are short, so only hostile patterns come near. */
const DEEPEST = 1_500
