// invoices of the older partners use entities for umlauts
module.exports = Object.freeze({
  noblanks: true,
  noent: true,
  nonet: false,
});
