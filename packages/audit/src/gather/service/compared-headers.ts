import { textsIn } from './tree-texts.ts'

const MOST = 8
const NAME = /['"`]([A-Za-z][\w-]{2,40})['"`]/.source
const TEXT = /['"`]([\w .:/-]{2,60})['"`]/.source
/** `headers.get('X-Caller')`, `req.get("x-caller")`, `request.headers['x-caller']`, `c.req.header('x-caller')`. */
const READ = String.raw`\b(?:headers?(?:\??\.get)?|(?:req|request|ctx|c\.req)\??\.(?:get|header)|get_?header)\s*(?:\?\.)?\s*[([]\s*${NAME}\s*(?:,\s*['"][^'"]{0,20}['"]\s*)?[\])]`
const COMPARED = new RegExp(String.raw`${READ}\s*[!=]==?\s*${TEXT}`, 'gi')
const COMPARED_FIRST = new RegExp(String.raw`${TEXT}\s*[!=]==?\s*(?:[\w.]+\.)?${READ}`, 'gi')
/** What headers of the protocol and of browsers are called. */
const OF_PROTOCOL =
  /^(?:accept|content|user-agent|host|origin|referer|cookie|authorization|cache|if-|range|connection|upgrade|expect|transfer|sec-|x-requested|x-http-method|x-forwarded|forwarded|prefer|dnt|te$|.*(?:csrf|xsrf))/i

/** Headers that the source compares with a word that stands there too: whoever read it may send it. */
export async function comparedHeaders(root: string | null): Promise<Readonly<Record<string, string>>> {
  if (root === null) return {}
  const found: Record<string, string> = {}
  const note = (name: string, value: string): void => {
    if (!OF_PROTOCOL.test(name) && Object.keys(found).length < MOST) found[name.toLowerCase()] ??= value
  }
  for await (const { name: file, text } of textsIn(root)) {
    if (!/\.(?:[cm]?[jt]s|py)$/.test(file)) continue
    for (const [, name = '', value = ''] of text.matchAll(COMPARED)) note(name, value)
    for (const [, value = '', name = ''] of text.matchAll(COMPARED_FIRST)) note(name, value)
  }
  return found
}
