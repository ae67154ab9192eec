import type { SecurityScheme } from '../openapi.ts'
import { textsIn } from '../tree-texts.ts'

const MOST = 6
/** `headers.get('X-Shop-Pass')`, `req.get("x-key")`, `request.headers['x-key']`, `get_header('X-Key')`. */
const READ =
  /\b(?:headers?(?:\??\.get)?|(?:req|request|ctx|c\.req)\??\.(?:get|header)|get_?header)\s*(?:\?\.)?\s*[([]\s*['"`]([A-Za-z][\w-]{2,40})['"`]\s*[\])]?/gi
/** `request.META['HTTP_X_SHOP_PASS']` of Django, `x_shop_pass: str = Header()` of FastAPI. */
const META = /['"]HTTP_([A-Z][A-Z0-9_]{2,40})['"]/g
const PARAMETER = /\b([a-z]\w{2,40})\s*:[^,()=]{0,60}?(?:=\s*)?(?:Annotated\[[^\]]{0,40})?\bHeader\(/g
/** What headers of other purposes are called. */
const OTHER =
  /^(?:accept|content|user-agent|host|origin|referer|cookie|set-cookie|authorization|cache|if-|range|etag|location|vary|date|connection|upgrade|sec-|forwarded|x-forwarded|x-real|x-client|x-original|x-rewrite|x-request-?id|x-correlation|x-trace|traceparent|x-http-method|x-method|x-requested|x-powered|x-frame|x-content|x-xss|x-ratelimit|ratelimit|retry|idempotency|strict-|access-control|permissions-|referrer-|cross-|server|via|dnt|forwarded|cf-|x-assay|x-hub|stripe-|.*(?:signature|csrf|xsrf|secret|locale|lang|version|timezone|tenant|internal|admin)).*$/i
const LIKELY = /token|key|auth|session|pass|ticket|access|jwt|sid/i

/** Headers that the source reads and that may carry who asks, the likeliest first: ways to carry a token that nothing else names. */
export async function headersRead(root: string | null): Promise<readonly SecurityScheme[]> {
  if (root === null) return []
  const found = new Set<string>()
  for await (const { name, text } of textsIn(root)) {
    if (!/\.(?:[cm]?[jt]s|py)$/.test(name)) continue
    for (const [, header = ''] of text.matchAll(READ)) found.add(header.toLowerCase())
    for (const pattern of [META, PARAMETER])
      for (const [, header = ''] of text.matchAll(pattern)) found.add(header.toLowerCase().replaceAll('_', '-'))
  }
  return [...found]
    .filter((header) => !OTHER.test(header))
    .sort((a, b) => Number(LIKELY.test(b)) - Number(LIKELY.test(a)) || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map((header) => ({ kind: 'read-header', name: header, tokenPath: null }))
}
