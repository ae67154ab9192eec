const HOME = '/dashboard';

function returnTo(value) {
  if (typeof value !== 'string') return HOME;
  return value.startsWith('/') ? value : HOME;
}

module.exports = { returnTo };
