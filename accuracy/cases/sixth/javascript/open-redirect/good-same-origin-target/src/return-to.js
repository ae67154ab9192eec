const SITE = new URL(process.env.SITE_URL || 'https://portal.example.com');
const HOME = new URL('/dashboard', SITE).href;

function returnTo(value) {
  if (typeof value !== 'string' || !URL.canParse(value, SITE)) return HOME;
  const target = new URL(value, SITE);
  return target.origin === SITE.origin ? target.href : HOME;
}

module.exports = { returnTo };
