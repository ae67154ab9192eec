import escapeHtml from 'escape-html'

const frame = (title, inner) => `<!doctype html><title>${title}</title><main>${inner}</main>`

export function errorPage(error) {
  const status = error.status ?? 500
  const text = status < 500 ? error.message : 'Something went wrong'
  return frame(`Error ${status}`, `<h1>${status}</h1><p>${escapeHtml(text)}</p>`)
}

export function eventPage(event) {
  return frame(escapeHtml(event.name), `<h1>${escapeHtml(event.name)}</h1><p>${escapeHtml(event.place)}</p>`)
}
