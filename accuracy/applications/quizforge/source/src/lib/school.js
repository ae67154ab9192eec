import ldap from 'ldapjs';

const url = process.env.LDAP_URL || 'ldaps://directory.school.example';
const base = 'ou=people,dc=school,dc=example';

function first(options) {
  const client = ldap.createClient({ url, timeout: 5000, connectTimeout: 5000 });
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.search(base, { scope: 'sub', sizeLimit: 1, ...options }, (err, result) => {
      if (err) return reject(err);
      let entry = null;
      result.on('searchEntry', (found) => (entry = found.pojo));
      result.on('error', reject);
      result.on('end', () => resolve(entry));
    });
  }).finally(() => client.unbind());
}

export function findPupil(uid, classroom) {
  return first({ filter: `(&(uid=${uid})(classroom=${classroom}))`, attributes: ['cn', 'mail'] });
}

export function findTeacher(uid) {
  return first({ filter: new ldap.EqualityFilter({ attribute: 'uid', value: String(uid) }), attributes: ['cn'] });
}
