const LENGTH = 6

function digits(length) {
  let code = ''
  while (code.length < length) code += Math.floor(Math.random() * 10)
  return code
}

const loginCode = () => digits(LENGTH)

module.exports = { loginCode }
