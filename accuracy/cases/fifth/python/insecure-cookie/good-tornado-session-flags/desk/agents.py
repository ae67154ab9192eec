import json


def load_agents(path):
    with open(path) as source:
        agents = json.load(source)
    return {agent["email"]: {**agent, "password_hash": agent["password_hash"].encode()} for agent in agents}
