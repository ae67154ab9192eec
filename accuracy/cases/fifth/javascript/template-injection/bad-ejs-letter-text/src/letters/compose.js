const path = require('node:path')
const ejs = require('ejs')

const FRAME = path.join(__dirname, '../../templates/frame.ejs')

async function compose(letter, receiver) {
  const text = ejs.render(letter.text, { receiver, date: letter.date })
  return ejs.renderFile(FRAME, { text, receiver })
}

module.exports = { compose }
