import type { CreatedObject } from './state.ts'

const CODE = /^(?:\w+_)?(?:code|voucher|coupon|promo)$|^(?:code|voucher|coupon|promo)\w*(?:Code)?$/i
const DEEPEST = 3

/** Whether a field takes a code that somebody has made for it: `code`, `voucher_code`. */
export const takesCode = (name: string): boolean => CODE.test(name)

/**
 * A code of ours: of the vouchers that the last word of the path or the name of the field speaks of.
 *
 * @param make - Makes a thing of that name where there is none yet; null where nothing makes any.
 */
export async function ownCode(
  created: readonly CreatedObject[],
  path: string,
  name: string,
  make: (noun: string) => Promise<string | null>,
): Promise<string | null> {
  const nouns = [path.slice(path.lastIndexOf('/') + 1), name.replace(/_?codes?$/i, '')]
  for (const noun of nouns.filter((word) => /^[a-z][\w-]{3,}$/i.test(word))) {
    const known = codeOfOurs(created, noun)
    if (known !== null) return known
    if (/voucher|coupon|promo|gift|discount/i.test(noun) && (await make(noun)) !== null) return codeOfOurs(created, noun)
  }
  return null
}

/** What the service told when one of ours was made. */
function codeOfOurs(created: readonly CreatedObject[], noun: string): string | null {
  const word = noun.toLowerCase().replace(/s$/, '')
  const kin = created.filter(({ collection, isRemoved }) => !isRemoved && collection.toLowerCase().replaceAll(/[-_]/g, '').includes(word))
  for (const { answer } of kin.toReversed()) {
    const code = codeIn(answer, 0)
    if (code !== null) return code
  }
  return null
}

function codeIn(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST) return null
  for (const [name, child] of Object.entries(value)) {
    if (typeof child === 'string' && CODE.test(name) && /^[\w-]{4,80}$/.test(child)) return child
    const inner = codeIn(child, depth + 1)
    if (inner !== null) return inner
  }
  return null
}
