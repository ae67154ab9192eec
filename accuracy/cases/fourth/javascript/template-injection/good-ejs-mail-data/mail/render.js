const ejs = require('ejs')

const LAYOUT = '<p>Hello <%= name %>,</p><p><%= text %></p>'

function renderMail(text, recipient) {
  return ejs.render(LAYOUT, { name: recipient.name, text })
}

module.exports = { renderMail }
