const { randomInt } = require('node:crypto')

const LENGTH = 6

function digits(length) {
  let code = ''
  while (code.length < length) code += randomInt(10)
  return code
}

const loginCode = () => digits(LENGTH)

module.exports = { loginCode }
