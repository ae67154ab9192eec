import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const MODELS = `from django.db import models\nclass Note(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n`
const DRF = `from django.shortcuts import get_object_or_404\nfrom rest_framework import filters, generics, viewsets\nfrom rest_framework.decorators import action, api_view, permission_classes\nfrom rest_framework.permissions import BasePermission, IsAuthenticated\nfrom rest_framework.response import Response\nfrom rest_framework.views import APIView\nfrom models import Note\nclass IsOwner(BasePermission):\n    def has_object_permission(self, request, view, obj):\n        return obj.owner_id == request.user.id\n`
const DJANGO = `from django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.views.generic import DeleteView, UpdateView\nfrom models import Note\n`
const FLASK = `from functools import wraps\nfrom flask import Flask, abort, g\nfrom flask_login import current_user, login_required\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Album(db.Model):\n    owner_id = db.Column(db.Integer)\n`
const FASTAPI = `from fastapi import Depends, FastAPI, HTTPException\nfrom sqlalchemy import select\nfrom deps import current_member_id, get_db\nfrom models import Ticket\napp = FastAPI()\n`
const LOGIN = `from werkzeug.local import LocalProxy\nfrom flask import abort, g\ncurrent_user = LocalProxy(lambda: g.user)\ndef login_required(view):\n    def inner(*args, **kwargs):\n        if not current_user.is_authenticated:\n            abort(401)\n        return view(*args, **kwargs)\n    return inner\n`
const GRPC = `import grpc\nfrom db import pool\nfrom identity import caller_of\nimport notes_pb2_grpc\nclass Notes(notes_pb2_grpc.NotesServicer):\n    async def DeleteNote(self, request, context):\n        caller = caller_of(context)\n        if caller is None:\n            await context.abort(grpc.StatusCode.UNAUTHENTICATED, 'who')\n`

/** Guards by kind, a star for those that let everybody through, and what is chosen by an id: `own` where the caller is named. */
function summaryOf({ guards, effects }: RouteFact): string {
  const kinds = guards.map(({ kind, proof }) => `${kind}${proof === 'never-refuses' ? '*' : ''}`)
  const chosen = effects.filter(({ byRequestId }) => byRequestId).map(({ kind, byOwner }) => `${kind}${byOwner ? ' own' : ''}`)
  return `${[...new Set(kinds)].sort().join(', ')} | ${[...new Set(chosen)].join(', ')}`
}

async function summaries(files: Record<string, string>): Promise<Readonly<Record<string, string>>> {
  const { routes, procedures } = await analysisOf({ 'models.py': MODELS, ...files })
  return Object.fromEntries([...routes, ...procedures].map((route) => [`${route.method} ${route.path}`, summaryOf(route)]))
}

describe('whose rows views of Django give, listed in urls or not', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'a view set with the rows of everybody',
      `${DRF}class NoteViewSet(viewsets.ReadOnlyModelViewSet):\n    queryset = Note.objects.all()\n    permission_classes = [IsAuthenticated]\n    @action(detail=True, methods=['post'])\n    def refill(self, request, pk=None):\n        note = self.get_object()\n        return Response({})\n`,
      { 'GET /note/{pk}/': 'authentication | read-one', 'POST /note/{pk}/refill/': 'authentication | read-one' },
    ],
    [
      'a view set with the rows of the caller',
      `${DRF}class NoteViewSet(viewsets.ReadOnlyModelViewSet):\n    permission_classes = [IsAuthenticated]\n    def get_queryset(self):\n        return self.request.user.notes.order_by('id')\n    @action(detail=True, methods=['post'])\n    def refill(self, request, pk=None):\n        note = self.get_object()\n        return Response({})\n`,
      { 'GET /note/{pk}/': 'authentication | read-one own', 'POST /note/{pk}/refill/': 'authentication | read-one own' },
    ],
    [
      'a filter of the tree that narrows',
      `${DRF}class Own(filters.BaseFilterBackend):\n    def filter_queryset(self, request, queryset, view):\n        return queryset.filter(owner=request.user)\nclass NoteDetail(generics.RetrieveAPIView):\n    queryset = Note.objects.all()\n    permission_classes = [IsAuthenticated]\n    filter_backends = [Own]\n`,
      { 'GET /note-detail/{pk}': 'authentication | read-one own' },
    ],
    [
      'a query set of a base that is narrowed by a mixin of the tree',
      `${DJANGO}class Owned:\n    def get_queryset(self):\n        return super().get_queryset().filter(owner=self.request.user)\nclass NoteDelete(LoginRequiredMixin, Owned, DeleteView):\n    model = Note\n`,
      { 'POST /note-delete/{pk}': 'authentication | delete own' },
    ],
    [
      'an inherited method that is called by one of its own',
      `${DRF}class NoteDetail(generics.RetrieveAPIView):\n    queryset = Note.objects.all()\n    permission_classes = [IsAuthenticated]\n    def retrieve(self, request, *args, **kwargs):\n        return super().retrieve(request, *args, **kwargs)\n`,
      { 'GET /note-detail/{pk}': 'authentication | read-one' },
    ],
    [
      'a permission of objects that nothing asks',
      `${DRF}class NoteView(APIView):\n    permission_classes = [IsAuthenticated, IsOwner]\n    def get(self, request, pk):\n        note = get_object_or_404(Note, pk=pk)\n        return Response({})\n`,
      { 'GET /note': 'authentication | read-one' },
    ],
    [
      'a permission of objects that is asked',
      `${DRF}class NoteView(APIView):\n    permission_classes = [IsAuthenticated, IsOwner]\n    def get(self, request, pk):\n        note = get_object_or_404(Note, pk=pk)\n        self.check_object_permissions(request, note)\n        return Response({})\n`,
      { 'GET /note': 'authentication, owner | read-one' },
    ],
    [
      'a permission that promises a role and asks who',
      `${DRF}class IsClerk(BasePermission):\n    def has_permission(self, request, view):\n        return bool(request.user and request.user.is_authenticated)\nclass NoteView(APIView):\n    permission_classes = [IsClerk]\n    def post(self, request):\n        return Response({})\n`,
      { 'POST /note': 'authentication, role* | ' },
    ],
    [
      'a permission that asks for the role',
      `${DRF}class IsClerk(BasePermission):\n    def has_permission(self, request, view):\n        return bool(request.user.is_authenticated and request.user.groups.filter(name='clerks').exists())\nclass NoteView(APIView):\n    permission_classes = [IsClerk]\n    def post(self, request):\n        return Response({})\n`,
      { 'POST /note': 'role | ' },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await summaries({ 'views.py': text })).toMatchObject(expected)
  })
})

describe('what guards leave on the request', () => {
  const granting = (asks: string): string =>
    `${DRF}from django.utils.functional import cached_property\nclass OfBook(BasePermission):\n    def has_permission(self, request, view):\n        if not request.user.is_authenticated:\n            return False\n        request.book = Book.objects.filter(slug=view.kwargs['book']).first()\n        ${asks}\n`
  const ASKED = 'return request.book is not None and request.user.has_book_permission(request.book)'
  const UNASKED = 'return request.book is not None'
  const notes = 'class NoteDetail(generics.RetrieveAPIView):\n    permission_classes = [OfBook]\n'
  const direct = `${notes}    def get_queryset(self):\n        return self.request.book.notes.all()\n`
  const property = (by: string): string =>
    `${notes}    @cached_property\n    def page(self):\n        return get_object_or_404(Page, pk=self.kwargs['page']${by})\n    def get_queryset(self):\n        return self.page.notes.all()\n`
  const asked = (condition: string): string =>
    `${DRF}class FileView(APIView):\n    permission_classes = [IsAuthenticated]\n    def get(self, request, pk):\n        note = Note.objects.filter(pk=pk).last()\n        found = None\n        if ${condition}:\n            found = note.text\n        return Response(found)\n`
  it.each<[string, string, Record<string, string>]>([
    ['what it asked the right to', `${granting(ASKED)}${direct}`, { 'GET /note-detail/{pk}': 'authentication | read-one own' }],
    ['what it only loaded', `${granting(UNASKED)}${direct}`, { 'GET /note-detail/{pk}': 'authentication | read-one' }],
    [
      'a property that looks it up by that',
      `${granting(ASKED)}${property(', book=self.request.book')}`,
      { 'GET /note-detail/{pk}': 'authentication | read-one own' },
    ],
    [
      'a property that looks it up by its id',
      `${granting(ASKED)}${property('')}`,
      { 'GET /note-detail/{pk}': 'authentication | read-one' },
    ],
    [
      'a row that is asked of the caller',
      asked('note is not None and note.is_visible_to_member(request.user)'),
      { 'GET /file': 'authentication | read-one own' },
    ],
    ['a row that is not', asked('note is not None and note.is_visible()'), { 'GET /file': 'authentication | read-one' }],
  ])('%s', async (_, text, expected) => {
    expect(await summaries({ 'views.py': text })).toMatchObject(expected)
  })
})

describe('what decorators and dependencies load', () => {
  const loader = (check: string): string =>
    `${FLASK}def with_album(view):\n    @wraps(view)\n    @login_required\n    def inner(album_id, *args, **kwargs):\n        g.album = db.get_or_404(Album, album_id)\n${check}        return view(*args, **kwargs)\n    return inner\n@app.delete('/a/<int:album_id>')\n@with_album\ndef remove():\n    db.session.delete(g.album)\n    return '', 204\n`
  const ticket = (load: string): string =>
    `${FASTAPI}def ticket_of(ticket_id: int, db=Depends(get_db), member=Depends(current_member_id)):\n    ticket = ${load}\n    if ticket is None:\n        raise HTTPException(404)\n    return ticket\n@app.get('/a/{ticket_id}')\ndef show(ticket=Depends(ticket_of)):\n    return ticket.text\n`
  it.each<[string, string, Record<string, string>]>([
    ['a decorator that only loads', loader(''), { 'DELETE /a/{album_id}': 'authentication | read-one' }],
    [
      'a decorator that compares',
      loader('        if g.album.owner_id != current_user.id:\n            abort(404)\n'),
      { 'DELETE /a/{album_id}': 'authentication, owner | read-one own' },
    ],
    ['a dependency that only loads', ticket('db.get(Ticket, ticket_id)'), { 'GET /a/{ticket_id}': 'authentication | read-one' }],
    [
      'a dependency that asks for the rows of the caller',
      ticket('db.scalar(select(Ticket).where(Ticket.id == ticket_id, Ticket.owner_id == member))'),
      { 'GET /a/{ticket_id}': 'authentication | read-one own' },
    ],
    [
      'a query of the tree that is narrowed already',
      `${FLASK}def own_albums():\n    return Album.query.filter_by(owner_id=current_user.id)\n@app.get('/a/<int:album_id>')\n@login_required\ndef show(album_id):\n    return str(own_albums().filter_by(id=album_id).first_or_404())\n`,
      { 'GET /a/{album_id}': 'authentication | read-one own' },
    ],
    [
      'a decorator that promises a role and asks who',
      `${FLASK}def admins_only(view):\n    @wraps(view)\n    def inner(*args, **kwargs):\n        if not current_user.is_authenticated:\n            abort(401)\n        return view(*args, **kwargs)\n    return inner\n@app.post('/purge')\n@admins_only\ndef purge():\n    return '', 204\n`,
      { 'POST /purge': 'authentication, role* | ' },
    ],
    [
      'rules that a function adds to an application out of sight',
      `from flask.views import MethodView\nfrom flask_login import login_required\nfrom tables import Note, session\nclass NoteView(MethodView):\n    decorators = [login_required]\n    def get(self, note_id):\n        return session.get(Note, note_id).text\ndef register(app):\n    app.add_url_rule('/notes/<int:note_id>', view_func=NoteView.as_view('note'))\n`,
      { 'GET /notes/{note_id}': 'authentication | read-one' },
    ],
    [
      'a service that is handed the caller and does not ask',
      `${FASTAPI}class Tickets:\n    def __init__(self, db):\n        self.db = db\n    def text(self, ticket_id, member_id):\n        return self.db.get(Ticket, ticket_id).text\n@app.get('/a/{ticket_id}')\ndef show(ticket_id: int, db=Depends(get_db), member_id=Depends(current_member_id)):\n    return Tickets(db).text(ticket_id, member_id)\n`,
      { 'GET /a/{ticket_id}': 'authentication | read-one' },
    ],
    [
      'a service that is made with the caller and asks its policy',
      `${FASTAPI}class Policy:\n    def __init__(self, user):\n        self.user = user\n    def ensure(self, ticket):\n        if ticket.owner_id != self.user.id:\n            raise HTTPException(404)\nclass Tickets:\n    def __init__(self, db, user):\n        self.db, self.policy = db, Policy(user)\n    def load(self, ticket_id):\n        ticket = self.db.get(Ticket, ticket_id)\n        self.policy.ensure(ticket)\n        return ticket\n@app.get('/a/{ticket_id}')\ndef show(ticket_id: int, db=Depends(get_db), user=Depends(current_member_id)):\n    return Tickets(db, user).load(ticket_id)\n`,
      { 'GET /a/{ticket_id}': 'authentication | read-one own' },
    ],
    [
      'a repository that is made with the caller',
      `${FLASK}class Owned:\n    def __init__(self, model, owner_id):\n        self.model = model\n        self.owner_id = owner_id\n    def get(self, pk):\n        return self.model.query.filter_by(owner_id=self.owner_id).filter_by(id=pk).first_or_404()\n@app.get('/a/<int:pk>')\n@login_required\ndef show(pk):\n    return str(Owned(Album, current_user.id).get(pk))\n`,
      { 'GET /a/{pk}': 'authentication | read-one own' },
    ],
    [
      'a caller that a module of the application makes of a proxy',
      `from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom login import current_user, login_required\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Album(db.Model):\n    owner_id = db.Column(db.Integer)\n@app.get('/a/<int:pk>')\n@login_required\ndef show(pk):\n    return str(Album.query.filter_by(id=pk, owner_id=current_user.id).first_or_404())\n`,
      { 'GET /a/{pk}': 'authentication | read-one own' },
    ],
    [
      'a row that is asked for by its secret, and taken away',
      `${FLASK}@app.delete('/a/<token>')\n@login_required\ndef use(token):\n    row = db.session.query(Album).filter(Album.invite_token == token).first()\n    db.session.delete(row)\n    return ''\n`,
      { 'DELETE /a/{token}': 'authentication | ' },
    ],
    [
      'a row that is asked for by its number and its secret',
      `${FLASK}@app.delete('/a/<int:pk>/<key>')\n@login_required\ndef use(pk, key):\n    row = Album.query.filter_by(id=pk, secret=key).first()\n    db.session.delete(row)\n    return ''\n`,
      { 'DELETE /a/{pk}/{key}': 'authentication | ' },
    ],
    [
      'a row that is asked for by its number, and taken away',
      `${FLASK}@app.delete('/a/<token>')\n@login_required\ndef use(token):\n    row = db.session.query(Album).filter(Album.number == token).first()\n    db.session.delete(row)\n    return ''\n`,
      { 'DELETE /a/{token}': 'authentication | read-one, delete' },
    ],
    [
      'rows of a page, of which each is taken away',
      `${FLASK}from flask import request\n@app.delete('/a')\n@login_required\ndef prune():\n    for row in Album.query.filter_by(old=True).offset(request.args.get('offset')).limit(20):\n        db.session.delete(row)\n    return ''\n`,
      { 'DELETE /a': 'authentication | ' },
    ],
    [
      'the holder of a key that a dependency looked up',
      `${FASTAPI}from fastapi import Request, Security\nfrom fastapi.security import APIKeyHeader\nkeys = APIKeyHeader(name='x-key', auto_error=False)\ndef box_of_key(request: Request, key: str = Security(keys), db=Depends(get_db)):\n    box = db.scalar(select(Box).where(Box.key == key))\n    if box is None or not key:\n        raise HTTPException(401)\n    return box\n@app.get('/a/{ticket_id}')\ndef show(ticket_id: int, db=Depends(get_db), box=Depends(box_of_key)):\n    return db.scalar(select(Ticket).where(Ticket.id == ticket_id, Ticket.box_id == box.id))\n`,
      { 'GET /a/{ticket_id}': 'api-key*, authentication | read-one own' },
    ],
    [
      'what a dependency looked up by what the caller chose',
      `${FASTAPI}def box_of(box_id: int, db=Depends(get_db)):\n    box = db.get(Box, box_id)\n    if box is None:\n        raise HTTPException(403)\n    return box\n@app.get('/a/{ticket_id}')\ndef show(ticket_id: int, db=Depends(get_db), box=Depends(box_of)):\n    return db.scalar(select(Ticket).where(Ticket.id == ticket_id, Ticket.box_id == box.id))\n`,
      { 'GET /a/{ticket_id}': 'authentication, role* | read-one' },
    ],
    [
      'what is out for everybody',
      `${FLASK}@app.get('/a/<int:pk>')\n@login_required\ndef show(pk):\n    return str(Album.query.filter_by(id=pk, published=True).first_or_404())\n`,
      { 'GET /a/{pk}': 'authentication | ' },
    ],
    [
      'a function behind a gateway',
      `import boto3\ntable = boto3.resource('dynamodb').Table('orders')\ndef get_order(event, context):\n    claims = event['requestContext']['authorizer']['claims']\n    return table.get_item(Key={'id': event['pathParameters']['id']}).get('Item')\ndef get_own(event, context):\n    claims = event['requestContext']['authorizer']['claims']\n    return table.get_item(Key={'owner': claims['sub'], 'id': event['pathParameters']['id']}).get('Item')\n`,
      { 'QUERY get_order': 'authentication | read-one', 'QUERY get_own': 'authentication | read-one own' },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await summaries({ 'app.py': text, 'login.py': LOGIN })).toMatchObject(expected)
  })
})

const PAGED = `from typing import Annotated\nfrom fastapi import Depends, FastAPI, Query\nfrom pydantic import BaseModel, Field\nfrom sqlalchemy import select\nfrom deps import get_db\nfrom models import Item\napp = FastAPI()\n`
const listed = (head: string, parameter: string, limit: string): string =>
  `${PAGED}${head}@app.get('/a')\ndef show(${parameter}, db=Depends(get_db)):\n    return db.scalars(select(Item).limit(${limit})).all()\n`

describe('how many rows a caller may ask for', () => {
  it.each<[string, string, boolean]>([
    [
      'a model without a bound',
      listed('class Page(BaseModel):\n    limit: int = 20\n', 'page: Annotated[Page, Query()]', 'page.limit'),
      false,
    ],
    [
      'a model with a bound',
      listed('class Page(BaseModel):\n    limit: int = Field(20, le=100)\n', 'page: Annotated[Page, Query()]', 'page.limit'),
      true,
    ],
    ['a dependency without a bound', listed('def size(limit: int = 20):\n    return limit\n', 'n=Depends(size)', 'n'), false],
    ['a dependency that caps', listed('def size(limit: int = 20):\n    return min(limit, 100)\n', 'n=Depends(size)', 'n'), true],
    [
      'an object without a bound',
      listed(
        'class Pager:\n    def __init__(self, per_page: int = Query(20, ge=1)):\n        self.per_page = per_page\n',
        'p: Pager = Depends()',
        'p.per_page',
      ),
      false,
    ],
    [
      'an object with a bound',
      listed(
        'class Pager:\n    def __init__(self, per_page: int = Query(20, le=50)):\n        self.per_page = per_page\n',
        'p: Pager = Depends()',
        'p.per_page',
      ),
      true,
    ],
    ['the smaller of two numbers', listed('', 'limit: int = 20', 'min(limit, 100)'), true],
  ])('%s', async (_, text, isBounded) => {
    const { routes } = await analysisOf({ 'app.py': text, 'models.py': MODELS })
    expect(routes[0]?.effects.find(({ kind }) => kind === 'read-many')?.isBounded).toBe(isBounded)
  })

  it.each<[string, boolean | undefined]>([
    ['JsonResponse({"rows": list(Note.objects.order_by("id").values("id"))})', false],
    ['JsonResponse({"rows": list(Paginator(Note.objects.filter(owner=request.user), 50).get_page(1))})', true],
    ['JsonResponse({"rows": [note.id for note in Note.objects.order_by("id")]})', false],
    ['JsonResponse({"rows": [note.id for note in Note.objects.order_by("id")[:20]]})', true],
  ])('%s', async (answer, isBounded) => {
    const head =
      'from django.contrib.auth.decorators import login_required\nfrom django.core.paginator import Paginator\nfrom django.http import JsonResponse\nfrom models import Note\n'
    const { routes } = await analysisOf({
      'models.py': MODELS,
      'views.py': `${head}@login_required\ndef show(request):\n    return ${answer}\n`,
    })
    expect(routes[0]?.effects.find(({ kind }) => kind === 'read-many')?.isBounded).toBe(isBounded)
  })
})

describe('servicers of gRPC', () => {
  it.each<[string, string, string]>([
    ["await pool.execute('DELETE FROM notes WHERE id = $1', request.note_id)", 'MUTATION Notes.DeleteNote', 'authentication | delete'],
    [
      "await pool.execute('DELETE FROM notes WHERE id = $1 AND owner_id = $2', request.note_id, caller)",
      'MUTATION Notes.DeleteNote',
      'authentication | delete own',
    ],
  ])('%s', async (statement, procedure, expected) => {
    expect(await summaries({ 'server.py': `${GRPC}        ${statement}\n` })).toMatchObject({ [procedure]: expected })
  })
})
