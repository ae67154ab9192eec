import type { Pair } from './pairs.ts'

const MODELS =
  'from django.db import models\nclass Album(models.Model):\n    title = models.CharField(max_length=80)\nclass Track(models.Model):\n    album = models.ForeignKey(Album, related_name="tracks", on_delete=models.CASCADE)\n    title = models.CharField(max_length=80)\n'

/** Queries that an attribute hides, and secrets in logs. */
export const DATA_PAIRS: readonly Pair[] = [
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [
      `${MODELS}def albums():\n    found = []\n    for album in Album.objects.order_by("title")[:50]:\n        found.append({"title": album.title, "tracks": album.tracks.count()})\n    return found\n`,
      `${MODELS}def recent():\n    return Track.objects.order_by("title")[:50]\ndef tracks():\n    return [{"title": track.title, "album": track.album.title} for track in recent()]\n`,
    ],
    safe: [
      `${MODELS}from django.db.models import Count\ndef albums():\n    found = []\n    for album in Album.objects.annotate(number=Count("tracks")).order_by("title")[:50]:\n        found.append({"title": album.title, "tracks": album.number})\n    return found\n`,
      `${MODELS}def recent():\n    return Track.objects.select_related("album").order_by("title")[:50]\ndef tracks():\n    return [{"title": track.title, "album": track.album.title} for track in recent()]\n`,
      `${MODELS}def tracks():\n    return [{"title": track.title, "album": track.album_id} for track in Track.objects.all()[:50]]\n`,
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'javascript',
    weak: [
      "import { randomBytes } from 'node:crypto'\nexport async function start(account) {\n  const resetToken = randomBytes(32).toString('hex')\n  await save(account.id, resetToken)\n  console.log(`reset of ${account.id}: ${resetToken}`)\n}\n",
    ],
    safe: [
      'export function start(account, resetTokenLength) {\n  console.log(`reset of ${account.id}: ${resetTokenLength}`)\n}\n',
      'export function page(nextToken, tokens) {\n  console.log(`next page ${nextToken}, ${tokens} tokens`)\n}\n',
      "export function start(account) {\n  console.log(`reset of ${account.id}: mailed`, 'reset token')\n}\n",
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'python',
    weak: [
      'import logging\nlogger = logging.getLogger("gateway")\nasync def trace(request, handler):\n    logger.debug("%s authorization=%s", request.path, request.headers.get("Authorization"))\n    return await handler(request)\n',
      'import logging\nfrom pydantic import BaseModel\nlogger = logging.getLogger("auth")\nclass Credentials(BaseModel):\n    email: str\n    password: str\ndef login(credentials: Credentials):\n    logger.warning("refused: %s", credentials.model_dump())\n',
    ],
    safe: [
      'import logging\nlogger = logging.getLogger("gateway")\nasync def trace(request, handler):\n    logger.debug("%s headers=%s", request.path, sorted(set(request.headers)))\n    return await handler(request)\n',
      'import logging\nfrom pydantic import BaseModel\nlogger = logging.getLogger("auth")\nclass Credentials(BaseModel):\n    email: str\n    password: str\ndef login(credentials: Credentials):\n    logger.warning("refused: %s", credentials.model_dump(exclude={"password"}))\n',
      'import logging\nfrom pydantic import BaseModel, SecretStr\nlogger = logging.getLogger("auth")\nclass Credentials(BaseModel):\n    email: str\n    password: SecretStr\ndef login(credentials: Credentials):\n    logger.warning("refused: %s", credentials)\n',
    ],
  },
]
