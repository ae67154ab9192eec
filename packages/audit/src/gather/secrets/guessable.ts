import { isWordLike, wordsOf } from './word-likeness.ts'

/** Heads of every public list of bad passwords, and what tutorials write where a secret belongs. */
const KNOWN = new Set(
  `123456 12345678 123456789 1234567890 12345 1234 111111 000000 123123 654321 666666 121212 password password1 password12 password123 password1234
  passw0rd p@ssw0rd p@ssword p@ss pass pass123 passwd pwd qwerty qwerty123 qwertyuiop abc123 abcd1234 abc admin admin1 admin12 admin123 admin1234
  administrator root root123 toor user user123 guest guest123 test test1 test12 test123 test1234 testing tester demo demo123 letmein welcome welcome1
  welcome123 iloveyou monkey dragon master login secret secret1 secret123 secret1234 s3cr3t s3cret secretkey supersecret supersecretkey
  supersecret123 topsecret verysecret mysecret mysecretkey mypassword changeme changeit change_me changethis default temp temp123 foobar foo bar
  hunter2 sunshine princess football baseball superman batman trustno1 whatever shadow michael jordan hello hello123 dev devkey dev-key development
  jwt jwtsecret jwt_secret jwt-secret jwtsecretkey token key apikey keyboardcat postgres mysql mariadb mongo mongodb redis rabbitmq guest oracle
  sa system manager tomcat jenkins minio minioadmin nagios pi raspberry ubuntu vagrant docker elastic kibana grafana app django flask express node
  sample example local localhost server service backend api web site asdf asdfgh asdfasdf qazwsx zaq12wsx 1q2w3e4r 1qaz2wsx qwer1234 aaaaaa
  super secure insecure unsafe unsecure`.split(/\s+/),
)

/** Words of which people make the secrets that they mean to replace. */
const STUFF = new Set(
  `my your our the this is a an very super top ultra not so some any for in of to and or be me it please do use with here now app application api
  auth authentication jwt json web token tokens secret secrets key keys password passwords pass pwd private signing signature session sessions cookie cookies
  flask django express fastapi node nest nestjs next server service backend site project default dev development prod production test testing
  staging local demo example sample temp tmp change changed changeme replace replaced real random string value long strong secure insecure unsafe safe
  production environment env must should min minimum at least characters chars bytes bit bits hs sha encryption encrypt salt hash admin root user
  username db database mysql postgres redis mongo company corp inc shop store blog todo chat bank demo hello world foo bar baz keyboard cat
  dog only never set generate generated put enter something anything`.split(/\s+/),
)

/** Whether a value is among the first that anybody would try: a known default, or made only of the words that tutorials use. */
export function isGuessable(value: string): boolean {
  const plain = value.toLowerCase()
  if (KNOWN.has(plain) || KNOWN.has(plain.replaceAll(/[\s_.!@#$%^&*-]+/g, ''))) return true
  if (KNOWN.has(plain.replace(/[\d!@#$%^&*._-]{1,6}$/, ''))) return true
  if (/^([^\W_])\1*$/.test(value) || isSequence(plain)) return true
  const words = wordsOf(value).filter((word) => !/^\d{1,4}$/.test(word))
  return words.length > 0 && words.every((word) => STUFF.has(word) || splitsIntoStuff(word))
}

/** `supersecretjwtkey`: words written together. */
function splitsIntoStuff(word: string): boolean {
  if (word.length < 6 || word.length > 40 || !isWordLike(word)) return false
  const reached = new Array<boolean>(word.length + 1).fill(false)
  reached[0] = true
  for (let from = 0; from < word.length; from++) {
    if (reached[from] !== true) continue
    for (let to = from + 2; to <= word.length; to++) if (STUFF.has(word.slice(from, to))) reached[to] = true
  }
  return reached[word.length] === true
}

function isSequence(value: string): boolean {
  if (value.length < 4) return false
  return (
    '01234567890123456789'.includes(value) ||
    'abcdefghijklmnopqrstuvwxyz'.includes(value) ||
    /^(?:(?:0?123456789?0?)+|(?:abcdef)+\w{0,20}|(?:0123456789)?(?:abcdef)+(?:ghij\w*)?)$/.test(value)
  )
}
