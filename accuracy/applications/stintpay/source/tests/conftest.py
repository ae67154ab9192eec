import os
import tempfile

folder = tempfile.mkdtemp()
os.environ.setdefault("STINTPAY_DATABASE_URL", f"sqlite:///{folder}/test.db")
os.environ.setdefault("STINTPAY_EXPORT_DIR", f"{folder}/exports")
os.environ.setdefault("STINTPAY_BANK_KEY", "00112233445566778899aabbccddeeff")
os.environ.setdefault("STINTPAY_BANK_HOOK_KEY", "test-bank")
os.environ.setdefault("STINTPAY_KYC_KEY", "test-kyc")
