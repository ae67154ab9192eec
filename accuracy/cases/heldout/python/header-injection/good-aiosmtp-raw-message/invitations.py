import smtplib


def head(name, address):
    return "\r\n".join(
        [
            "From: events@example.org",
            f"To: {name} <{address}>",
            "Subject: Your invitation",
        ]
    )


def invite(guest):
    with smtplib.SMTP("mail.internal", timeout=10) as server:
        name = (guest["name"].splitlines() or [""])[0]
        message = head(name, "guests@example.org") + "\r\n\r\nWelcome."
        server.sendmail("events@example.org", "guests@example.org", message)
