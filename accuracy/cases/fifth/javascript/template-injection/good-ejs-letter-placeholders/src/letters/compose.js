const path = require('node:path')
const ejs = require('ejs')

const FRAME = path.join(__dirname, '../../templates/frame.ejs')

async function compose(letter, receiver) {
  const text = letter.text.replaceAll('{name}', receiver.name).replaceAll('{date}', letter.date)
  return ejs.renderFile(FRAME, { text, receiver })
}

module.exports = { compose }
