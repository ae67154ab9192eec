module.exports = Object.freeze({ height: '20' })
