const pages = new Map([
  ['home', { title: 'Welcome' }],
  ['contact', { title: 'Contact' }],
])

function findPage(name) {
  return pages.get(name)
}

module.exports = { findPage }
