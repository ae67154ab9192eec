const PARTNER_DOMAIN = 'partners.example.com';

function isPartnerUrl(value) {
  let url;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return url.hostname === PARTNER_DOMAIN || url.hostname.endsWith(`.${PARTNER_DOMAIN}`);
}

module.exports = { isPartnerUrl };
