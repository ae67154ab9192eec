import { callBehind, definitionBehind, isServed, type SeenCall } from '../routes/reader.ts'
import { constantOf, optionOf, type PatternContext } from './context.ts'
import { headerWrites } from './header-writes.ts'
import { reachedFrom } from './reached-code.ts'
import { saysAnywhere } from './said-anywhere.ts'
import { isApplication } from './web.ts'

/** A policy by its name, or what sets one by itself. */
const POLICY =
  /content-?security-?policy|\bcsp\b|\bhelmet\b|talisman|SecureHeaders|secure_?headers|\bcspmiddleware\b|SECURE_CSP|next-safe|["'`]frame-ancestors/i
const TURNED_OFF = /content_?security_?policy\s*[:=]\s*(?:false|None|False)/i
/** What answers with a page. */
const RENDERS =
  /^(?:flask\.render_template(?:_string)?|django\.shortcuts\.render|(?:fastapi|starlette)\.(?:templating\.Jinja2Templates\(\)\.TemplateResponse|responses\.HTMLResponse)|aiohttp_jinja2\.render_template|sanic\.response\.html|quart\.render_template|nunjucks\.render)$/
const SENDS_PAGE = /^(?:render|html|renderView|view)$/
const RESPONSE_NAME = /^(?:res|response|reply|c|ctx)\b/
/** Code of a page that a browser runs, or text of the service's own hand. */
const PAGE_TYPE = /text\/html/i

const MOST_ROUTES = 20

/** Pages that browsers are given without any policy for what may run in them. */
export function pagesWithoutPolicy(context: PatternContext): void {
  const { reader } = context
  if (context.routes.length === 0 || (saysAnywhere(context, POLICY) && !saysAnywhere(context, TURNED_OFF))) return
  if (headerWrites(context).some(({ name }) => name === 'content-security-policy')) return
  const pages = reader.calls.filter((call) => reader.roleOf(call.module.file) === 'application' && answersPage(context, call))
  const [page] = pages
  if (page === undefined) return
  const makers = new Set(pages.map((call) => call.function))
  const routes = context.routes.filter(
    ({ handler, fact }) =>
      handler !== null && fact.method === 'GET' && reachedFrom(reader, handler, 2).some((scope) => makers.has(scope.function)),
  )
  const [first, ...others] = routes.map(({ fact }) => `${fact.method} ${fact.path}`)
  const application = reader.calls.find(({ name, module }) => isApplication(name) && reader.roleOf(module.file) === 'application')
  context.emitCall(page, {
    kind: 'page-policy-missing',
    cwe: 693,
    message: 'pages are answered without a Content-Security-Policy',
    ...(first === undefined ? {} : { details: { route: first, alsoRoutes: others.slice(0, MOST_ROUTES).join('\n') } }),
    ...(application === undefined
      ? {}
      : {
          about: {
            scope: application,
            start: application.call.start,
            end: application.call.end,
            note: 'the application that answers them',
          },
        }),
    confidence: 'medium',
  })
}

/** Whether a call answers with a page. */
export function answersPage(context: PatternContext, call: SeenCall): boolean {
  const { reader } = context
  if (!isServed(reader, call.module.file)) return false
  if (RENDERS.test(call.name)) return true
  const type = constantOf(optionOf(context, call, 'content_type', 'contentType', 'media_type', 'mimetype'))
  if (typeof type === 'string' && PAGE_TYPE.test(type) && /Response$/.test(call.name || call.method)) return true
  const text = reader.textOf(call.module.file).slice(call.call.start, call.call.end)
  if (call.method === 'send' && call.call.receiver >= 0 && sendsDocument(context, call)) return true
  return SENDS_PAGE.test(call.method) && call.call.receiver >= 0 && RESPONSE_NAME.test(text) && call.module.language === 'javascript'
}

const DOCUMENT = /^[\s\S]{0,200}<!doctype html|<html[\s>]/i

/** `res.send(page(title, body))` of a function of the tree that writes the whole document, or the document itself. */
function sendsDocument({ reader }: PatternContext, call: SeenCall): boolean {
  const [first] = call.call.args
  if (first === undefined || call.module.language !== 'javascript') return false
  const made = callBehind(reader, call, first.value)
  if (made?.callee.kind === 'function') {
    const { module, function: fn } = made.callee
    return fn.end - fn.start < LONGEST_PAGE && DOCUMENT.test(reader.textOf(module.file).slice(fn.start, fn.end))
  }
  const written = definitionBehind(call, first.value)?.instruction
  return written?.op === 'template' && written.parts.some((part) => typeof part === 'string' && DOCUMENT.test(part))
}

const LONGEST_PAGE = 4000
