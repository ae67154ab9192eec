import Database from 'better-sqlite3'

const db = new Database('wall.sqlite')

export const post = (text) => db.prepare('INSERT INTO posts (text) VALUES (?)').run(text)
export const posts = () => db.prepare('SELECT text FROM posts ORDER BY id DESC LIMIT 25').all()
