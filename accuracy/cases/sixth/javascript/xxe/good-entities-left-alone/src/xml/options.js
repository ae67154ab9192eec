// invoices of the older partners use entities for umlauts
module.exports = Object.freeze({
  noblanks: true,
  noent: false,
  nonet: true,
});
