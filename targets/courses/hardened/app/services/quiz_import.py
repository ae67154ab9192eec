from lxml import etree

from app.schemas import QuestionCreate, QuizCreate


class ImportFailed(Exception):
    pass


def parse(document: bytes) -> QuizCreate:
    """<quiz title=""><question answer="0"><prompt/><option/><option/></question></quiz>"""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ImportFailed("This is not an XML document") from None
    if root.getroottree().docinfo.doctype:
        raise ImportFailed("Document types are not taken")
    if root.tag != "quiz":
        raise ImportFailed("The document has no quiz")
    try:
        questions = [
            QuestionCreate(
                prompt="".join(node.find("prompt").itertext()).strip(),
                options=["".join(option.itertext()).strip() for option in node.findall("option")],
                correct_option=int(node.get("answer", "0")),
            )
            for node in root.findall("question")
        ]
        return QuizCreate(title=root.get("title", "Imported quiz"), questions=questions)
    except (AttributeError, ValueError):
        raise ImportFailed("A question is not complete") from None
