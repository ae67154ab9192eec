import os

os.environ.update(
    FROST_DATABASE_URL="postgresql+asyncpg://frost@localhost/frost_test",
    FROST_REDIS_URL="redis://localhost:6379/9",
    FROST_HOSTS='["testserver"]',
    FROST_PUBLIC_URL="https://app.frostline.example",
    FROST_SIGNING_KEY="tests/sign.pem",
    FROST_VERIFYING_KEY="tests/verify.pem",
    FROST_HOOK_KEY="only-for-tests-" * 3,
    FROST_HOOK_HOSTS='["tms.partner.example"]',
    FROST_MAIL_URL="https://mail.frostline.example",
    FROST_MAIL_TOKEN="only-for-tests",
    FROST_REPORTS="/tmp",
)
