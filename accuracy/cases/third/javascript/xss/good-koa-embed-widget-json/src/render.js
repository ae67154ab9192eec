const ESCAPES = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029' }

export function inlineJson(value) {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character])
}

export function widgetPage(settings) {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Booking</title></head>
<body><div id="widget"></div>
<script>window.__SETTINGS__ = ${inlineJson(settings)}</script>
<script src="/assets/widget.js" defer></script></body></html>`
}
