var STEPS = ['name', 'size', 'colour']

exports.pack = function (state) {
  return Buffer.from(JSON.stringify(state)).toString('base64')
}

exports.unpack = function (text) {
  var state = { step: 1, answers: {} }
  try {
    var read = JSON.parse(Buffer.from(text || '', 'base64').toString())
    STEPS.forEach(function (name) {
      if (typeof read.answers[name] === 'string') state.answers[name] = read.answers[name]
    })
    state.step = Math.min(STEPS.length, Math.max(1, Number(read.step) || 1))
  } catch (error) {
    console.warn('state of the wizard is not readable')
  }
  return state
}
