from flask import Flask, render_template_string, request

app = Flask(__name__)


class MailTemplate:
    source = "<p>{salutation}</p><p>Your order {{{{ number }}}} is on its way.</p>"

    def __init__(self, salutation):
        self.salutation = salutation

    def __str__(self):
        return self.source.format(salutation=self.salutation)


@app.post("/mail/preview")
def mail_preview():
    salutation = request.form.get("salutation", "Hello")
    template = MailTemplate("{{ salutation }}")
    return render_template_string(str(template), number=1001, salutation=salutation)
