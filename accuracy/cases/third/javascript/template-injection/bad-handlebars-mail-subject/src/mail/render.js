import Handlebars from 'handlebars'

const layout = (inner) => `<html><body>${inner}<p>The Brightwell team</p></body></html>`

export function renderInvite({ greeting, organisation, link }) {
  const source = layout(`<p>${greeting}</p><p>Join {{organisation}}: <a href="{{link}}">{{link}}</a></p>`)
  return Handlebars.compile(source)({ organisation, link })
}
