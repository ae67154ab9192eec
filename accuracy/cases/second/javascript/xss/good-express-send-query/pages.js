module.exports = {
  about: '<h1>About us</h1>',
  terms: '<h1>Terms</h1>',
}
