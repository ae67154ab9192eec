import type { PackageFact } from '../../model/facts/dependencies.ts'

/** Distributions of PyPI whose modules have another name than they do (from the packages' own documentation). */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  attrs: ['attr', 'attrs'],
  beautifulsoup4: ['bs4'],
  'django-cors-headers': ['corsheaders'],
  'django-debug-toolbar': ['debug_toolbar'],
  'django-filter': ['django_filters'],
  'django-rest-framework': ['rest_framework'],
  djangorestframework: ['rest_framework'],
  'djangorestframework-simplejwt': ['rest_framework_simplejwt'],
  dnspython: ['dns'],
  gitpython: ['git'],
  'google-api-python-client': ['googleapiclient'],
  'google-auth': ['google'],
  'google-cloud-storage': ['google'],
  grpcio: ['grpc'],
  mysqlclient: ['MySQLdb'],
  'mysql-connector-python': ['mysql'],
  'opencv-python': ['cv2'],
  'opencv-python-headless': ['cv2'],
  pillow: ['PIL'],
  protobuf: ['google'],
  'psycopg2-binary': ['psycopg2'],
  'psycopg-binary': ['psycopg'],
  pycrypto: ['Crypto'],
  pycryptodome: ['Crypto'],
  pycryptodomex: ['Cryptodome'],
  pyjwt: ['jwt'],
  pymupdf: ['fitz', 'pymupdf'],
  pyopenssl: ['OpenSSL'],
  pypdf2: ['PyPDF2'],
  'python-dateutil': ['dateutil'],
  'python-decouple': ['decouple'],
  'python-dotenv': ['dotenv'],
  'python-jose': ['jose'],
  'python-keycloak': ['keycloak'],
  'python-ldap': ['ldap'],
  'python-magic': ['magic'],
  'python-multipart': ['multipart', 'python_multipart'],
  'python-slugify': ['slugify'],
  'python-socketio': ['socketio'],
  'python3-saml': ['onelogin'],
  pyyaml: ['yaml'],
  pyzmq: ['zmq'],
  'ruamel-yaml': ['ruamel'],
  'scikit-image': ['skimage'],
  'scikit-learn': ['sklearn'],
  setuptools: ['setuptools', 'pkg_resources'],
  'strawberry-graphql': ['strawberry'],
}

/** Names, in lower case, under which the source imports a package. */
export function importNames({ ecosystem, name }: Pick<PackageFact, 'ecosystem' | 'name'>): readonly string[] {
  if (ecosystem === 'npm') return [name.toLowerCase()]
  const known = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined
  return [...(known ?? []), name, name.replaceAll('-', '_'), name.replaceAll('-', '.'), name.replace(/^python-|-python$/, '')].map((each) =>
    each.toLowerCase(),
  )
}
