import uuid

import boto3
from botocore.config import Config
from flask import current_app
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

SIGNATURES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def client():
    if "s3" not in current_app.extensions:
        current_app.extensions["s3"] = boto3.client(
            "s3",
            region_name=current_app.config["AWS_REGION"],
            config=Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 3}, signature_version="s3v4"),
        )
    return current_app.extensions["s3"]


def sniff(upload: FileStorage) -> str | None:
    head = upload.stream.read(8)
    upload.stream.seek(0)
    return next((kind for magic, kind in SIGNATURES.items() if head.startswith(magic)), None)


def put(upload: FileStorage, insurer_id: uuid.UUID, claim_id: uuid.UUID, content_type: str) -> str:
    key = f"{insurer_id}/{claim_id}/{uuid.uuid4()}"
    client().upload_fileobj(
        upload.stream,
        current_app.config["DOCUMENT_BUCKET"],
        key,
        ExtraArgs={"ContentType": content_type, "ServerSideEncryption": "aws:kms"},
    )
    return key


def remove(key: str) -> None:
    client().delete_object(Bucket=current_app.config["DOCUMENT_BUCKET"], Key=key)


def download_url(key: str, name: str) -> str:
    return client().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": current_app.config["DOCUMENT_BUCKET"],
            "Key": key,
            "ResponseContentDisposition": f'attachment; filename="{display_name(name)}"',
        },
        ExpiresIn=60,
    )


def display_name(name: str | None) -> str:
    return secure_filename(name or "")[-120:] or "document"
