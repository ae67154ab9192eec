import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.config import Settings
from app.logs import scrub
from app.main import create_app
from app.schemas import InvoiceIn
from app.services.attachments import Rejected, sniff
from app.services.webhooks import ForbiddenTarget, resolve_public


@pytest.fixture
def settings(tmp_path):
    return Settings(
        environment="local",
        database_url="postgresql+asyncpg://test:test-password@localhost/test",
        redis_url="redis://localhost:6379/9",
        oidc_issuer="https://id.example.test", oidc_jwks_uri="https://id.example.test/keys", oidc_audience="ledger",
        webhook_keys="dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdCE=", link_secret="only-for-tests-" * 3,
        attachment_dir=tmp_path,
    )


@pytest.mark.parametrize("path", ["/v1/invoices", "/v1/revenue", "/v1/webhooks"])
def test_everything_but_health_needs_a_token(settings, path):
    with TestClient(create_app(settings)) as client:
        assert client.get("/v1/invoices").status_code == 401
        assert client.get(path, headers={"Authorization": "Bearer not.a.token"}).status_code == 401


@pytest.mark.anyio
@pytest.mark.parametrize("url", ["http://example.com", "https://127.0.0.1/", "https://[::1]/", "https://169.254.1.1/"])
async def test_webhook_targets(url):
    with pytest.raises(ForbiddenTarget):
        await resolve_public(url)


def test_sniff_rejects_html():
    with pytest.raises(Rejected):
        sniff(b"<html>")


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        InvoiceIn.model_validate({"customer": "x", "tenant_id": "y"})


def test_log_values_have_no_line_breaks():
    assert scrub(None, "info", {"event": "a\nb", "token": "abc"}) == {"event": "a b", "token": "[redacted]"}
