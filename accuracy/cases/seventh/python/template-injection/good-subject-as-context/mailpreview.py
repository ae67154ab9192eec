from flask import Flask, render_template_string, request

app = Flask(__name__)

LAYOUT = """<article>
<header>{subject}</header>
<p>Dear {{{{ customer }}}},</p>
<p>your order is on its way.</p>
</article>
"""


def layout_for(subject):
    return LAYOUT.format(subject=subject)


@app.post("/mail/preview")
def preview():
    subject = request.form.get("subject", "Your order")
    if len(subject) > 120:
        return "subject is too long", 400

    subject = " ".join(subject.split())
    source = layout_for("{{ subject }}")
    return render_template_string(source, customer="Customer", subject=subject)
