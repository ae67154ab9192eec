import type { Pair } from './pairs.ts'

const FLASK = 'import traceback\nfrom flask import Flask, jsonify\napp = Flask(__name__)\nclass ShopError(Exception):\n    pass\n'
const FASTAPI =
  'import traceback, sys, json\nfrom fastapi import FastAPI, Request\nfrom fastapi.responses import JSONResponse\napp = FastAPI()\n'
const LOG = 'import logging, secrets\nlog = logging.getLogger(__name__)\n'
const DRF =
  'from django.db import models\nfrom rest_framework import serializers, viewsets\nclass Seller(models.Model):\n    shop = models.CharField(max_length=9)\n    is_verified = models.BooleanField(default=False)\n'
const seller = (meta: string, view: string): string =>
  `${DRF}class SellerSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = Seller\n${meta}class Sellers(viewsets.${view}):\n    serializer_class = SellerSerializer\n`

const flagged = (flag: string, asks: string): string =>
  `from django.core.exceptions import PermissionDenied\nfrom django.db import models\nfrom rest_framework import serializers, viewsets\nclass Reader(models.Model):\n    name = models.CharField(max_length=9)\n    ${flag} = models.BooleanField(default=False)\ndef clerks(view):\n    def wrapped(request):\n        if ${asks}:\n            raise PermissionDenied\n        return view(request)\n    return wrapped\nclass ReaderSerializer(serializers.ModelSerializer):\n    class Meta:\n        model = Reader\n        exclude = ["id"]\nclass Readers(viewsets.ModelViewSet):\n    serializer_class = ReaderSerializer\n`

/** What services of Python draw, seal, log and answer. */
export const PYTHON_DATA_PAIRS: readonly Pair[] = [
  {
    kind: 'stack-trace-response',
    language: 'python',
    weak: [
      `${FLASK}@app.errorhandler(Exception)\ndef handle(error):\n    return jsonify(error=str(error)), 500\n`,
      `${FASTAPI}def shown(error):\n    lines = traceback.format_exception(error)\n    return {"details": lines[-3:]}\nasync def unexpected(request: Request, error: Exception):\n    return JSONResponse(shown(error), status_code=500)\n`,
      `${FASTAPI}def handler(event, context):\n    try:\n        return work()\n    except Exception:\n        return {"statusCode": 500, "body": "".join(traceback.format_exception(*sys.exc_info()))}\n`,
    ],
    safe: [
      `${FLASK}@app.errorhandler(ShopError)\ndef handle(error):\n    return jsonify(error=str(error)), 400\n`,
      `${FLASK}@app.errorhandler(404)\ndef handle(error):\n    return jsonify(error=str(error)), 404\n`,
      `${FASTAPI}def shown(error):\n    log.error("".join(traceback.format_exception(error)))\n    return {"details": "unexpected"}\nasync def unexpected(request: Request, error: Exception):\n    return JSONResponse(shown(error), status_code=500)\n`,
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'python',
    weak: [
      `${LOG}def reset(user):\n    token = secrets.token_urlsafe(32)\n    link = f"https://shop.example/reset?token={token}"\n    log.info("sent %s", link)\n`,
      `${LOG}def issue(user):\n    token = secrets.token_hex(16)\n    log.info("issued %s", token)\n`,
    ],
    safe: [
      `${LOG}def reset(user):\n    token = secrets.token_urlsafe(32)\n    link = f"https://shop.example/reset?token={token}"\n    log.info("sent to %s", user.id)\n    return link\n`,
      `${LOG}def trace():\n    request_token = secrets.token_hex(8)\n    log.info("request %s", request_token)\n`,
      `${LOG}def page(number):\n    log.info("next %s", f"https://shop.example/items?page={number}")\n`,
    ],
  },
  {
    kind: 'weak-cipher',
    language: 'python',
    weak: [
      'from cryptography.hazmat.primitives.asymmetric import rsa\ndef make():\n    return rsa.generate_private_key(public_exponent=65537, key_size=1024)\n',
      'from Crypto.Cipher import AES\ndef seal(data, key):\n    return AES.new(key, AES.MODE_CBC, iv=b"0000000000000000").encrypt(data)\n',
      'from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ndef seal(key):\n    return Cipher(algorithms.AES(key), modes.CBC(b"0000000000000000")).encryptor()\n',
    ],
    safe: [
      'from cryptography.hazmat.primitives.asymmetric import rsa\ndef make():\n    return rsa.generate_private_key(public_exponent=65537, key_size=3072)\n',
      'import os\nfrom cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ndef seal(key):\n    return Cipher(algorithms.AES(key), modes.CBC(os.urandom(16))).encryptor()\n',
    ],
  },
  {
    kind: 'weak-random',
    language: 'python',
    weak: ['import random\nasync def send(phone):\n    pin = f"{random.randrange(10**6):06d}"\n    await text(phone, pin)\n'],
    safe: ['import random, secrets\nasync def send_pin(phone):\n    pin = secrets.randbelow(10**6)\n    await wait(2 + random.random())\n'],
  },
  {
    kind: 'weak-hash',
    language: 'python',
    weak: [
      'import hashlib, secrets\ndef digest(key):\n    return hashlib.new("sha1", key.encode()).hexdigest()\ndef issue(store):\n    key = secrets.token_urlsafe(32)\n    store.add(digest(key))\n    return key\n',
    ],
    safe: [
      'import hashlib\ndef digest(key):\n    return hashlib.new("sha1", key.encode()).hexdigest()\ndef place(name):\n    key = name.lower()\n    return digest(key)\n',
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [
      seller('        fields = "__all__"\n', 'ModelViewSet'),
      seller('        fields = ["shop", "is_verified"]\n', 'ModelViewSet'),
      flagged('is_librarian', 'not request.user.reader.is_librarian'),
    ],
    safe: [
      flagged('is_vegetarian', 'request.user.is_anonymous'),
      seller('        fields = "__all__"\n        read_only_fields = ["is_verified"]\n', 'ModelViewSet'),
      seller('        fields = "__all__"\n', 'ReadOnlyModelViewSet'),
      seller('        fields = ["shop"]\n', 'ModelViewSet'),
    ],
  },
]
