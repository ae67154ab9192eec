import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const FLASK = (body: string): Record<string, string> => ({
  'models.py': `from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Shelf(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    owner_id = db.Column(db.Integer)\nclass Book(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    shelf_id = db.Column(db.ForeignKey('shelf.id'))\n`,
  'app.py': `from flask import Flask, abort, request\nfrom flask_login import current_user, login_required\nfrom sqlalchemy import select\nfrom models import Book, Shelf, db\napp = Flask(__name__)\ndef own_shelf(shelf_id):\n    return Shelf.query.filter_by(id=shelf_id, owner_id=current_user.id).first_or_404()\n@app.patch('/shelves/<int:shelf_id>/books/<int:book_id>')\n@login_required\ndef change(shelf_id, book_id):\n    ${body}\n    db.session.commit()\n    return ''\n`,
})
const EXPRESS = (body: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"5","mongoose":"8"}}',
  'app.js': `import express from 'express'\nimport mongoose from 'mongoose'\nconst Book = mongoose.model('Book', new mongoose.Schema({ shelf: mongoose.Types.ObjectId }))\nconst Shelf = mongoose.model('Shelf', new mongoose.Schema({ owner: mongoose.Types.ObjectId }))\nconst app = express()\nconst ownShelf = (req) => Shelf.findOne({ _id: req.params.shelf, owner: req.user.id })\napp.patch('/shelves/:shelf/books/:book', async (req, res) => {\n  ${body}\n  res.end()\n})\n`,
})

it.each<[string, Record<string, string>, string | undefined]>([
  ['by its own id', FLASK('own_shelf(shelf_id)\n    book = db.get_or_404(Book, book_id)\n    book.title = request.json["title"]'), 'child'],
  [
    'with the row above',
    FLASK('shelf = own_shelf(shelf_id)\n    book = Book.query.filter_by(id=book_id, shelf_id=shelf.id).first()'),
    'both',
  ],
  [
    'with the id above',
    FLASK('own_shelf(shelf_id)\n    book = db.session.scalar(select(Book).where(Book.id == book_id, Book.shelf_id == shelf_id))'),
    'both',
  ],
  [
    'and compared',
    FLASK('shelf = own_shelf(shelf_id)\n    book = db.get_or_404(Book, book_id)\n    if book.shelf_id != shelf.id:\n        abort(404)'),
    'both',
  ],
  [
    'and compared by a helper',
    FLASK('shelf = own_shelf(shelf_id)\n    book = db.get_or_404(Book, book_id)\n    ensure_on_shelf(book, shelf)'),
    'both',
  ],
  ['by its own id', EXPRESS('await ownShelf(req); await Book.findByIdAndUpdate(req.params.book, { title: req.body.title })'), 'child'],
  [
    'with the row above',
    EXPRESS(
      'const shelf = await ownShelf(req); await Book.updateOne({ _id: req.params.book, shelf: shelf._id }, { title: req.body.title })',
    ),
    'both',
  ],
  [
    'and compared',
    EXPRESS(
      'const shelf = await ownShelf(req); const book = await Book.findById(req.params.book); if (!book.shelf.equals(shelf._id)) return res.sendStatus(404); await book.save()',
    ),
    'both',
  ],
])('sees a row below another asked for %s', async (_name, files, namedBy) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.effects.find(({ of }) => of === 'Book')?.namedBy).toBe(namedBy)
})

it.each([
  ['DELETE', ['delete']],
  ['PATCH', ['read-one']],
])('leaves out of a view what runs for other methods than %s', async (method, kinds) => {
  const { routes } = await analysisOf({
    'app.py': `from flask import Flask, request\nfrom models import Book, db\napp = Flask(__name__)\n@app.route('/books/<int:book_id>', methods=['DELETE', 'PATCH'])\ndef book(book_id):\n    if request.method == 'DELETE':\n        Book.query.filter_by(id=book_id).delete()\n        return ''\n    return Book.query.filter_by(id=book_id).first().title\n`,
  })
  expect(routes.find((route) => route.method === method)?.effects.map(({ kind }) => kind)).toEqual(kinds)
})
