/**
 * Why a pattern of allowed origins lets strangers in; null where it does not. `isMatched` where the pattern is asked from the start of the
 * origin anyway, as `re.match` does.
 */
export function looseness(pattern: string, isMatched: boolean): string | null {
  const inner = pattern.replace(/^\(\?[a-z]+\)/, '')
  const isOpenBefore = !/^(?:\^|\\A)/.test(inner) && !isMatched
  const isOpenAfter = !/(?:\$|\\[zZ])\)*$/.test(inner)
  const body = inner.replace(/^(?:\^|\\A)+|(?:\$|\\[zZ])+$/g, '')
  if (/^(?:https?:\/\/|https\?:\/\/|https?\??:\\?\/\\?\/)?\(?(?:\.|\[\^\/\])[*+]\)?$/.test(body)) return 'matches whatever origin asks'
  if (!/[a-z]{2}/i.test(body.replace(/https?/g, ''))) return null
  if (isOpenAfter && !/[*+]\)?$/.test(body)) return 'has no end: what begins like an allowed origin is allowed'
  // `shop\.example.*` goes on as shop.example.evil; what goes on after `:` or `/` does not.
  if (/[a-z0-9]\)*(?:\.|\[\^[^\]]*\])[*+]\)*$/i.test(body)) return 'ends in any text: what begins like an allowed origin is allowed'
  if (isOpenBefore && /^[a-z0-9]/i.test(body) && !/^https?/.test(body))
    return 'has no beginning: what ends like an allowed origin is allowed'
  // `.*example.com` matches evilexample.com; `.*\.example\.com` only what is below it.
  if (/(?:\.|\[\^\/\]|\\w|\[[\w-]+\])[*+]\)?\??(?=[a-z0-9])/i.test(body))
    return 'lets any text stand before the name: evilexample.com for example.com'
  return null
}
