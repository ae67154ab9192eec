from dataclasses import dataclass, field


@dataclass
class MailPreferences:
    digest: bool = True
    hour: int = 8


@dataclass
class Preferences:
    theme: str = "light"
    language: str = "en"
    mail: MailPreferences = field(default_factory=MailPreferences)
