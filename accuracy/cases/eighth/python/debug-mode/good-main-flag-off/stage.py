class Stage:
    names = ("local", "test", "live")
    current = names[2]
    debug = current == "local"
