class Stage:
    names = ("local", "test", "live")
    current = names[0]
    debug = current == "local"
