const CAPACITY = 1 << 16
/** Nodes of a file of about 5 MB. */
const MOST_KEPT = 1 << 20

/**
 * A syntax tree as flat arrays in preorder: node `i` has its first child at `i + 1` (when `next[i] > i + 1`) and its next
 * sibling at `next[i]`. One table is filled again for each file, so that a large tree costs no objects at all.
 */
export class SyntaxTable {
  count = 0
  kinds: Uint8Array
  fields: Uint8Array
  /** Offsets in UTF-16 units. */
  starts: Int32Array
  ends: Int32Array
  /** Index after the last descendant. */
  next: Int32Array
  /** Start and end of each place that did not parse; a missing token has length 0. */
  errors: number[] = []

  constructor(capacity = CAPACITY) {
    this.kinds = new Uint8Array(capacity)
    this.fields = new Uint8Array(capacity)
    this.starts = new Int32Array(capacity)
    this.ends = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
  }

  /** Empties the table; what a giant took is given back. */
  clear(): void {
    if (this.kinds.length > MOST_KEPT) Object.assign(this, new SyntaxTable())
    this.count = 0
    this.errors = []
  }

  /** Adds a node and returns its index; its `next` is set when its last child has been added. */
  add(kind: number, field: number, start: number, end: number): number {
    const node = this.count
    if (node === this.kinds.length) this.#grow()
    this.kinds[node] = kind
    this.fields[node] = field
    this.starts[node] = start
    this.ends[node] = end
    this.next[node] = node + 1
    this.count = node + 1
    return node
  }

  #grow(): void {
    const capacity = this.kinds.length * 2
    this.kinds = enlarged(this.kinds, new Uint8Array(capacity))
    this.fields = enlarged(this.fields, new Uint8Array(capacity))
    this.starts = enlarged(this.starts, new Int32Array(capacity))
    this.ends = enlarged(this.ends, new Int32Array(capacity))
    this.next = enlarged(this.next, new Int32Array(capacity))
  }
}

function enlarged<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
