const ejs = require('ejs')

function renderMail(text, recipient) {
  const layout = '<p>Hello <%= name %>,</p><p>' + text + '</p>'
  return ejs.render(layout, { name: recipient.name })
}

module.exports = { renderMail }
